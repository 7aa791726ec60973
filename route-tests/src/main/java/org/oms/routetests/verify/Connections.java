// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.net.URI;
import java.util.Map;

/**
 * Where the three systems are. The names are those of the services' own environment, so the same
 * settings serve all of them.
 *
 * @param oms PostgreSQL, schema {@code oms}
 * @param audit PostgreSQL, schema {@code audit}
 */
public record Connections(Postgres oms, Postgres audit, TerminusDb terminusDb) {

  /** A JDBC URL and who connects. */
  public record Postgres(String url, String user, String password) {}

  /** The base URL of TerminusDB and who connects. */
  public record TerminusDb(URI url, String user, String password) {}

  /** Reads {@code OMS_POSTGRES_*}, {@code AUDIT_POSTGRES_*} and {@code OMS_TERMINUSDB_*}. */
  public static Connections of(Map<String, String> environment) {
    return new Connections(
        new Postgres(
            setting(environment, "OMS_POSTGRES_URL"),
            setting(environment, "OMS_POSTGRES_USER"),
            setting(environment, "OMS_POSTGRES_PASSWORD")),
        new Postgres(
            setting(environment, "AUDIT_POSTGRES_URL"),
            setting(environment, "AUDIT_POSTGRES_USER"),
            setting(environment, "AUDIT_POSTGRES_PASSWORD")),
        new TerminusDb(
            URI.create(setting(environment, "OMS_TERMINUSDB_URL")),
            setting(environment, "OMS_TERMINUSDB_USER"),
            setting(environment, "OMS_TERMINUSDB_PASSWORD")));
  }

  private static String setting(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("The environment has no " + name + ".");
    }
    return value;
  }
}
