// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
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
        .contains("waiting for PostgreSQL");
  }

  @Test
  void readsAndWrites_areToldToComeAgain() {
    Client developer = Client.withoutWaiting(root, "developer");
    Client.Answer read = developer.get("/api/v1/schemas/main/object-types");
    assertThat(read.isProblem(503, "terminusdb-unavailable").header("Retry-After")).isEqualTo("2");
    developer.get("/api/v1/branches/main/commits").isProblem(503, "terminusdb-unavailable");
    Client.Answer written =
        developer.post(
            "/api/v1/schemas/main/object-types", "{\"apiName\":\"A\",\"displayName\":\"a\"}");
    assertThat(written.isProblem(503, "postgres-unavailable").header("Retry-After")).isEqualTo("2");
    developer.get("/api/v1/schemas/main/object-types/A/history").is(503);
    developer.get("/api/v1/me").is(200);
    developer.post("/api/v1/schemas/main/object-types", "{").isProblem(400, "json-malformed");
  }
}
