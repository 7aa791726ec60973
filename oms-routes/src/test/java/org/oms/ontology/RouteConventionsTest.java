// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.junit.jupiter.api.Test;
import org.oms.ontology.contract.Contract;
import org.oms.ontology.contract.Operation;

/** Every route can be found by one word, says what it is for and what happens when it fails. */
@QuarkusTest
@TestProfile(WithoutParts.class)
class RouteConventionsTest {

  private static final int STEPS_MAX = 12;
  private static final String REST_POLICY = "answerProblem";
  private static final List<String> POLICIES =
      List.of(REST_POLICY, "propagate", "goOn", "retryUntilDone", "tryNextTime");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  @Inject CamelContext camel;
  @Inject Contract contract;

  @Test
  void everyRouteIsNamedDescribedAndShort() {
    for (RouteDefinition route : routes()) {
      assertThat(route.hasCustomIdAssigned()).as("id of %s", route).isTrue();
      assertThat(route.getId()).matches("[a-z][a-zA-Z]+");
      assertThat(route.getDescriptionText()).as("description of %s", route.getId()).isNotBlank();
      assertThat(route.getRouteConfigurationId()).as("policy of %s", route.getId()).isIn(POLICIES);
      assertThat(steps(route.getOutputs()))
          .as("steps of %s", route.getId())
          .isLessThanOrEqualTo(STEPS_MAX);
    }
  }

  /**
   * Camel keeps the objects such an expression starts from, a thousand of them, and hashes each:
   * requests with their whole bodies. A bean that takes the object as a parameter leaves nothing.
   */
  @Test
  void noExpressionCallsAMethodOfAVariableOrABody() {
    for (RouteDefinition route : routes()) {
      assertThat(route.toString()).doesNotContainPattern("\\$\\{(variable\\.\\w+|body)[.\\[]");
    }
  }

  @Test
  void everyPolicyHasAName() {
    assertThat(((ModelCamelContext) camel).getRouteConfigurationDefinitions())
        .extracting(RouteConfigurationDefinition::getId)
        .containsExactlyInAnyOrderElementsOf(POLICIES);
  }

  @Test
  void aDirectNameIsTheRouteId_andHasAConsumer() {
    List<String> ids = routes().stream().map(RouteDefinition::getId).toList();
    for (RouteDefinition route : routes()) {
      String input = route.getInput().getEndpointUri();
      if (input.startsWith("direct:")) {
        assertThat(directName(input)).isEqualTo(route.getId());
      }
      for (ToDefinition to :
          ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
        if (to.getEndpointUri().startsWith("direct:")) {
          assertThat(ids)
              .as("consumers, for %s", route.getId())
              .contains(directName(to.getEndpointUri()));
        }
      }
    }
  }

  @Test
  void everyOperationHasItsRoute_andNoOtherRouteAnswersCallers() {
    Map<String, String> answering =
        routes().stream()
            .filter(route -> REST_POLICY.equals(route.getRouteConfigurationId()))
            .collect(toMap(RouteDefinition::getId, RouteDefinition::getDescriptionText));
    assertThat(answering)
        .containsExactlyInAnyOrderEntriesOf(
            contract.operations().stream()
                .collect(
                    toMap(
                        Operation::id, operation -> operation.method() + " " + operation.path())));
  }

  @Test
  void theServedDocumentHasExactlyTheContractsOperations() throws IOException {
    String served =
        RestAssured.given()
            .queryParam("format", "json")
            .get("/openapi")
            .then()
            .extract()
            .asString();
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path :
        new ObjectMapper().readTree(served).path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          found.put(
              method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
              method.getValue().path("operationId").asText());
        }
      }
    }
    assertThat(found)
        .containsExactlyInAnyOrderEntriesOf(
            contract.operations().stream()
                .collect(
                    toMap(
                        operation -> operation.method() + " " + operation.path(), Operation::id)));
  }

  /** All routes but the one Camel makes of the contract. */
  private List<RouteDefinition> routes() {
    return ((ModelCamelContext) camel)
        .getRouteDefinitions().stream()
            .filter(route -> !Boolean.TRUE.equals(route.isRest()))
            .toList();
  }

  /** Steps of a route, those inside choices included, without its policy. */
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
