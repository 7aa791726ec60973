// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oms.ontology.rest.Client;

/** Started before any of its parts, the service says what it waits for and answers problems. */
@QuarkusTest
@TestProfile(WithoutParts.class)
class StartsWithoutPartsTest {

  @TestHTTPResource("/")
  URI root;

  @Test
  void itLives_isNotReady_andSaysWhatItWaitsFor() {
    Client anyone = Client.withoutWaiting(root, "developer");
    anyone.get("/health/live").is(200);
    String health = anyone.get("/health/ready").is(503).response().body();
    assertThat(health)
        .contains("\"waitingFor\": \"TerminusDB\"")
        .contains("\"waitingFor\": \"PostgreSQL\"");
  }

  /** Neither Redis nor PostgreSQL says whether a token is revoked, so nobody is let in. */
  @Test
  void readsAndWrites_areToldToComeAgain() {
    Client developer = Client.withoutWaiting(root, "developer");
    String types = "/api/v1/schemas/main/object-types";
    for (Client.Answer answer :
        List.of(
            developer.get(types),
            developer.get(types + "/A/history"),
            developer.get("/api/v1/branches/main/commits"),
            developer.post(types, "{\"apiName\": \"A\", \"displayName\": \"a\"}"))) {
      answer.isProblem(503, "revocations-unavailable");
      assertThat(answer.header("Retry-After")).isNotBlank();
    }
    Client.withAuthorization(root, "").get(types).isProblem(401, "token-missing");
  }
}
