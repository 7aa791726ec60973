// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oms.ontology.contract.Contract;
import org.oms.ontology.rest.Client;

/** Each limit of a request is what the configuration says: as much passes, one more does not. */
@QuarkusTest
@WithTestResource(RealParts.class)
@TestProfile(LimitsIT.Lower.class)
class LimitsIT {

  private static final String TYPES = "/api/v1/schemas/main/object-types";
  private static final int BODY_BYTES_MAX = 2000;

  @TestHTTPResource("/")
  URI root;

  @Inject Contract contract;

  /** Limits below the contract's. */
  public static class Lower implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> overrides = new HashMap<>();
      overrides.put("oms.input.body-bytes-max", "" + BODY_BYTES_MAX);
      overrides.put("oms.input.change-set-operations-max", "3");
      overrides.put("oms.input.properties-max", "2");
      overrides.put("oms.input.nesting-depth-max", "6");
      overrides.put("oms.input.number-length-max", "10");
      overrides.put("oms.lists.limit-max", "20");
      return overrides;
    }
  }

  private Client developer() {
    return Client.of(root, "developer");
  }

  @ParameterizedTest
  @CsvSource({"3, 404", "4, 400"})
  void operationsOfAChangeSet(int count, int status) {
    String operation =
        "{\"op\":\"delete\",\"kind\":\"object-types\",\"apiName\":\"A\",\"ifMatch\":\"*\"}";
    Client.Answer answer =
        developer()
            .post(
                "/api/v1/schemas/main/changes",
                "{\"operations\":[" + times(operation, count) + "]}");
    assertLimit(answer, status, "/operations too-large");
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 1"})
  void propertiesOfAType(int count, int violations) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("apiName", "A").put("displayName", "a");
    for (int i = 0; i < count; i++) {
      ObjectNode property = body.withArray("properties").addObject();
      property.put("apiName", "p" + i).put("displayName", "p").put("dataType", "string");
    }
    assertThat(contract.schema("ObjectType").of(body)).hasSize(violations);
    assertThat(contract.schema("Interface").of(body)).hasSize(violations);
  }

  @ParameterizedTest
  @CsvSource({"20, 200", "21, 400"})
  void itemsOfAPage(int limit, int status) {
    assertLimit(developer().get(TYPES + "?limit=" + limit), status, "/limit too-large");
  }

  @ParameterizedTest
  @CsvSource({"2000, 400", "2001, 413"})
  void bytesOfABody(int bytes, int status) {
    Client.Answer answer = developer().post(TYPES, " ".repeat(bytes));
    if (status == 413) {
      assertThat(answer.isProblem(413, "body-too-large").body().path("detail").asText())
          .contains("2000");
    } else {
      answer.isProblem(400, "json-malformed");
    }
  }

  @Test
  void nestingAndNumbers() {
    developer().post(TYPES, "[".repeat(7) + "]".repeat(7)).isProblem(400, "json-malformed");
    developer().post(TYPES, "[".repeat(6) + "]".repeat(6)).isProblem(400, "request-invalid");
    developer().post(TYPES, "[12345678901]").isProblem(400, "json-malformed");
    developer().post(TYPES, "[1234567890]").isProblem(400, "request-invalid");
  }

  private static void assertLimit(Client.Answer answer, int status, String error) {
    if (status == 400) {
      assertThat(answer.isProblem(400, "request-invalid").errors()).containsExactly(error);
    } else {
      answer.is(status);
    }
  }

  private static String times(String text, int count) {
    return String.join(",", Collections.nCopies(count, text));
  }
}
