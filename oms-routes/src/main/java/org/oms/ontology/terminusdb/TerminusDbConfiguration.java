// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.oms.ontology.resource.ResourceForms;

/** Puts the TerminusDB client together. */
public final class TerminusDbConfiguration {

  @Produces
  @Singleton
  TerminusDb terminusDb(TerminusCall call, ResourceForms forms) {
    return new TerminusDb(call, new DocumentMapping(schema(TerminusDb.ONTOLOGY), forms));
  }

  /** The classes OMS keeps in a database. */
  static JsonNode schema(String database) {
    String file = "/terminusdb/" + database + "-schema.json";
    try (InputStream schema = TerminusDbConfiguration.class.getResourceAsStream(file)) {
      return Json.MAPPER.readTree(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
