// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Nats;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.oms.stack.TerminusDbPart;

/**
 * The parts that were measured, as they name themselves.
 *
 * @param embedded whether TerminusDB was this repository's stand-in
 */
record Versions(boolean embedded, String terminusDb, String postgres, String nats) {

  @SuppressWarnings("try") // The connection's close may be interrupted; so may all else here.
  static Versions of(Target target) throws Exception {
    Http terminusDb =
        Http.basic(target.terminusDbUrl(), target.terminusDbUser(), target.terminusDbPassword());
    JsonNode info = new ObjectMapper().readTree(terminusDb.get("/api/info").body());
    String version = info.at("/api:info/terminusdb/version").asText("?");
    boolean embedded = target.terminusDb() == TerminusDbPart.Kind.EMBEDDED;
    try (io.nats.client.Connection nats = Nats.connect(target.natsUrl())) {
      return new Versions(
          embedded,
          embedded ? "embedded-terminusdb" : "TerminusDB " + version,
          postgres(target),
          nats.getServerInfo().getVersion());
    }
  }

  private static String postgres(Target target) throws Exception {
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show server_version")) {
      row.next();
      return row.getString(1);
    }
  }
}
