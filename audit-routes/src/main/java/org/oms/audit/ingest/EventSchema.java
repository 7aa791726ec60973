// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The contract of an event, {@code contracts/audit-event.schema.json}, compiled once. */
@ApplicationScoped
public class EventSchema {

  private static final String SCHEMA = "/schemas/audit-event.schema.json";

  private final Schema schema;

  public EventSchema() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    try (InputStream contract = EventSchema.class.getResourceAsStream(SCHEMA)) {
      schema = registry.getSchema(contract, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    schema.initializeValidators();
  }

  /**
   * Checks an event.
   *
   * @throws MalformedEventException that names the first place where it breaks the contract
   */
  void check(JsonNode event) throws MalformedEventException {
    List<Error> errors = schema.validate(event);
    if (!errors.isEmpty()) {
      Error first = errors.get(0);
      throw new MalformedEventException(first.getInstanceLocation() + " " + first.getMessage());
    }
  }
}
