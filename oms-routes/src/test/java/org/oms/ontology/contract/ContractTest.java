// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.WithoutParts;

/** The contract tells callers the limits the service starts with. */
@QuarkusTest
@TestProfile(WithoutParts.class)
class ContractTest {

  @Inject OmsConfig config;

  private final Contract written = new Contract();

  @Test
  void writtenLimits_areTheDefaults() {
    JsonNode operations = written.schemaNode("ChangeSet").at("/properties/operations/maxItems");
    assertThat(operations.asInt()).isEqualTo(config.input().changeSetOperationsMax());
    JsonNode properties = written.schemaNode("Properties").path("maxItems");
    assertThat(properties.asInt()).isEqualTo(config.input().propertiesMax());
    Parameter limit = written.operation("listObjectTypes").parameters().get("limit");
    assertThat(limit.violations("" + config.lists().limitMax())).isEmpty();
    assertThat(limit.violations("" + (config.lists().limitMax() + 1))).isNotEmpty();
  }
}
