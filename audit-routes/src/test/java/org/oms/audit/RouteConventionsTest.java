// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.junit.jupiter.api.Test;

/** Every route can be found by one word, says what it is for and what happens when it fails. */
@QuarkusTest
@TestProfile(RouteConventionsTest.WithoutParts.class)
class RouteConventionsTest {

  private static final List<String> POLICIES =
      List.of("answerProblem", "storeOrPark", "retryUntilDone", "propagate");

  @Inject CamelContext camel;

  /** Neither PostgreSQL nor NATS are there: the service starts and waits. */
  public static class WithoutParts implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "AUDIT_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/none",
          "AUDIT_NATS_URL", "nats://127.0.0.1:1");
    }
  }

  @Test
  void everyRouteIsNamedDescribedAndShort() {
    for (RouteDefinition route : routes()) {
      assertThat(route.hasCustomIdAssigned()).as("id of %s", route).isTrue();
      assertThat(route.getId()).matches("[a-z][a-zA-Z]+");
      assertThat(route.getDescriptionText()).as("description of %s", route.getId()).isNotBlank();
      assertThat(route.getRouteConfigurationId()).as("policy of %s", route.getId()).isIn(POLICIES);
      long steps = steps(route.getOutputs());
      assertThat(steps).as("steps of %s", route.getId()).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void aDirectNameIsTheRouteId_andHasAConsumer() {
    List<String> ids = routes().stream().map(RouteDefinition::getId).toList();
    for (RouteDefinition route : routes()) {
      FromDefinition input = route.getInput();
      if (input.getEndpointUri().startsWith("direct:")) {
        assertThat(directName(input.getEndpointUri())).isEqualTo(route.getId());
      }
      for (ToDefinition to :
          ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
        if (to.getEndpointUri().startsWith("direct:")) {
          assertThat(ids).contains(directName(to.getEndpointUri()));
        }
      }
    }
  }

  @Test
  void everyOperationHasItsRoute() throws Exception {
    List<String> ids = routes().stream().map(RouteDefinition::getId).toList();
    try (InputStream contract = getClass().getResourceAsStream("/contracts/audit.openapi.yaml")) {
      List<JsonNode> operations =
          new ObjectMapper(new YAMLFactory()).readTree(contract).findValues("operationId");
      assertThat(operations).isNotEmpty();
      assertThat(operations).allSatisfy(operation -> assertThat(ids).contains(operation.asText()));
    }
  }

  /** All routes but the one Camel makes of the contract. */
  private List<RouteDefinition> routes() {
    return ((ModelCamelContext) camel)
        .getRouteDefinitions().stream()
            .filter(route -> !Boolean.TRUE.equals(route.isRest()))
            .toList();
  }

  /** Steps of a route, those inside transactions and choices included, without its policy. */
  private static long steps(List<ProcessorDefinition<?>> outputs) {
    return outputs.stream()
        .filter(output -> !(output instanceof OnExceptionDefinition))
        .mapToLong(output -> 1 + steps(output.getOutputs()))
        .sum();
  }

  private static String directName(String uri) {
    return uri.replaceFirst("direct:(//)?", "").replaceFirst("\\?.*", "");
  }
}
