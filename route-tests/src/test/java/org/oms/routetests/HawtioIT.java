// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.DevelopmentSecrets;
import org.oms.stack.Part;
import org.oms.stack.ServicePart;

/**
 * An operator sees the routes of both services in Hawtio and steers them; nobody else does. Asked
 * is what the console in the browser asks: through Hawtio, with the agent's password.
 */
class HawtioIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private static final String ROUTES = "org.apache.camel:context=*,type=routes,name=*";
  private static final Part HAWTIO = SYSTEM.stack().part("hawtio");
  private static final URI HAWTIO_URL = URI.create(HAWTIO.address()).resolve("/");

  /** The cookie of somebody who signed in. */
  private static String session;

  @BeforeAll
  static void signIn() {
    HAWTIO.start();
    Api.Answer login =
        Api.stranger(HAWTIO_URL)
            .post(
                "/hawtio/auth/login",
                Api.JSON
                    .createObjectNode()
                    .put("username", DevelopmentSecrets.HAWTIO_USER)
                    .put("password", DevelopmentSecrets.HAWTIO_PASSWORD));
    assertThat(login.status()).as(login.toString()).isEqualTo(200);
    session = login.header("Set-Cookie").orElseThrow().split(";", -1)[0];
  }

  @AfterAll
  static void stopHawtio() {
    HAWTIO.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oms", "audit"})
  void everyRoute_isThereByIdWithDescriptionAndCounters(String service) {
    JsonNode routes =
        ask(
                service,
                "{\"type\": \"read\", \"mbean\": \""
                    + ROUTES
                    + "\", \"attribute\": "
                    + "[\"RouteId\", \"Description\", \"State\", \"ExchangesTotal\"]}")
            .get("value");
    assertThat(routes.size()).isGreaterThan(10);
    for (JsonNode route : routes) {
      assertThat(route.get("RouteId").asText()).matches("[a-z][a-zA-Z]+");
      assertThat(route.get("Description").asText()).as(route.toString()).isNotBlank();
      assertThat(route.get("ExchangesTotal").isIntegralNumber()).isTrue();
    }
  }

  @Test
  void stoppedRoute_answersNoMore_andStartedAgain_answers() {
    String path = "/api/v1/audit/consumers";
    assertThat(SYSTEM.audit().get(path).status()).isEqualTo(200);
    steer("audit", "listConsumers", "stop");
    awaitThat("the route has stopped").until(() -> SYSTEM.audit().get(path).status() >= 500);
    steer("audit", "listConsumers", "start");
    awaitThat("the route has started").until(() -> SYSTEM.audit().get(path).status() == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oms", "audit"})
  void agentWithoutItsPassword_saysNothing(String service) {
    for (String password : List.of("", "wrong", DevelopmentSecrets.JOLOKIA_PASSWORD + "x")) {
      Api.Answer refused = operator(password).post(agent(service), read("{\"type\": \"version\"}"));
      assertThat(refused.status()).as(refused.toString()).isEqualTo(401);
    }
  }

  @Test
  void agent_showsNothingButRoutesAndTheMachine() {
    for (String mbean :
        List.of("java.util.logging:type=Logging", "com.sun.management:type=HotSpotDiagnostic")) {
      JsonNode answer = ask("oms", "{\"type\": \"read\", \"mbean\": \"" + mbean + "\"}");
      assertThat(answer.get("status").asInt()).as(answer.toString()).isEqualTo(403);
    }
  }

  @Test
  void hawtioWithoutSignIn_reachesNoAgent() {
    Api stranger = Api.basic(HAWTIO_URL, DevelopmentSecrets.HAWTIO_USER, "wrong");
    for (String service : List.of("oms", "audit")) {
      assertThat(stranger.status(agent(service))).isEqualTo(403);
    }
  }

  @Test
  void hawtio_reachesNoOtherHost() {
    assertThat(
            operator(DevelopmentSecrets.JOLOKIA_PASSWORD).status("/hawtio/proxy/http/nats/8222/"))
        .isEqualTo(403);
  }

  private static void steer(String service, String route, String operation) {
    String mbean = ROUTES.replace("name=*", "name=\\\"" + route + "\\\"");
    JsonNode found =
        ask(service, "{\"type\": \"search\", \"mbean\": \"" + mbean + "\"}").get("value");
    assertThat(found).hasSize(1);
    String request =
        Api.JSON
            .createObjectNode()
            .put("type", "exec")
            .put("mbean", found.get(0).asText())
            .put("operation", operation + "()")
            .toString();
    assertThat(ask(service, request).get("status").asInt()).isEqualTo(200);
  }

  private static JsonNode ask(String service, String request) {
    Api.Answer answer =
        operator(DevelopmentSecrets.JOLOKIA_PASSWORD).post(agent(service), read(request));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.body();
  }

  /** Who has signed in to Hawtio, with this password for the agents. */
  private static Api operator(String agentPassword) {
    return Api.basic(HAWTIO_URL, DevelopmentSecrets.JOLOKIA_USER, agentPassword)
        .with("Cookie", session);
  }

  private static JsonNode read(String json) {
    try {
      return Api.JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where Hawtio passes requests on to a service's agent. */
  private static String agent(String service) {
    String address = ((ServicePart) SYSTEM.stack().part(service)).jolokiaAddress();
    return "/hawtio/proxy/http/" + address.replace(':', '/') + "/jolokia/";
  }
}
