// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.Api.Answer;
import org.oms.stack.ServicePart;

/** Who asks too often is told when to go on; two instances count together. */
class RateLimitsIT {

  private static final String ME = "/api/v1/me";
  private static final int BURST = 20;

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private static final ServicePart FIRST = SYSTEM.omsVariant();
  private static final ServicePart SECOND = SYSTEM.omsVariant();

  private final String user = Ontology.name("busy");

  @BeforeEach
  void startStrictInstances() {
    List.of(FIRST, SECOND)
        .forEach(
            instance ->
                instance
                    .environment("OMS_RATE_LIMIT_ACTOR_PER_SECOND", "1")
                    .environment("OMS_RATE_LIMIT_ACTOR_BURST", String.valueOf(BURST))
                    .environment("OMS_RATE_LIMIT_IP_PER_SECOND", "1")
                    .environment("OMS_RATE_LIMIT_IP_BURST", String.valueOf(BURST)));
    RunningSystem.startTogether(List.of(FIRST, SECOND));
  }

  @AfterEach
  void stopStrictInstances() {
    FIRST.stop();
    SECOND.stop();
  }

  @Test
  void instances_countTogether() {
    Instant start = Instant.now();
    assertBurst(allowed(FIRST, 2 * BURST) + allowed(SECOND, 2 * BURST), start);
    Answer refused = caller(SECOND, user).get(ME);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body().path("type").asText()).endsWith("/rate-limited");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 2);
    assertThat(refused.header("RateLimit-Policy")).contains("\"actor\";q=20;w=20");
    assertThat(refused.header("RateLimit").orElseThrow()).startsWith("\"actor\";r=0;t=");

    Answer another = caller(FIRST, user + "2").get(ME);
    assertThat(another.status()).isEqualTo(200);
    assertThat(another.header("RateLimit").orElseThrow()).startsWith("\"actor\";r=19;t=");
    awaitThat("it may go on").until(() -> caller(FIRST, user).get(ME).status() == 200);
    assertThat(caller(FIRST, user).text("/metrics")).contains("oms_requests_limited_total");
  }

  @Test
  void withoutRedis_eachInstanceCountsByItself() {
    SYSTEM.stack().redis().kill();
    Instant start = Instant.now();
    assertBurst(allowed(FIRST, 2 * BURST), start);
    start = Instant.now();
    assertBurst(allowed(SECOND, 2 * BURST), start);
  }

  @Test
  void addressWithoutCredentials_isLimited_andOthersFromThereAreNot() {
    Api stranger = Api.stranger(FIRST.url());
    awaitThat("it is told to stop").until(() -> stranger.get(ME).status() == 429);
    assertThat(caller(FIRST, user).get(ME).status()).isEqualTo(200);
  }

  /** A bucket, and what came back since: a token a second. */
  private static void assertBurst(long allowed, Instant start) {
    long seconds = Duration.between(start, Instant.now()).toSeconds() + 1;
    assertThat(allowed).isBetween((long) BURST, BURST + seconds);
  }

  private long allowed(ServicePart instance, int requests) {
    Api caller = caller(instance, user);
    return IntStream.range(0, requests).filter(i -> caller.get(ME).status() == 200).count();
  }

  private static Api caller(ServicePart instance, String name) {
    URI url = instance.url();
    return new Api(url, RunningSystem.token(name, "viewer", Duration.ofHours(1)));
  }
}
