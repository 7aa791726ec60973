// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Issuer.claims;
import static org.oms.routetests.Issuer.signed;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.oms.stack.ServicePart;

/** Both services on RS256 tokens of an issuer whose keys change, are withdrawn and can't be had. */
class TokensIT {

  private static final RunningSystem SYSTEM = RunningSystem.shared();
  private static final ServicePart OMS = SYSTEM.omsVariant();
  private static final ServicePart AUDIT = SYSTEM.auditVariant();
  private static final Issuer ISSUER =
      new Issuer(RunningSystem.listenAddress(), SYSTEM.stack().thisMachine());
  private static final RSAKey FIRST = Issuer.key("first");
  private static final RSAKey WEAK = Issuer.key("weak", 1024);
  private static final Map<String, String> BAD = new BadTokens(FIRST, WEAK).byFault();

  @TempDir static Path directory;

  @BeforeAll
  static void startOnTheIssuersKeys() {
    assertThat(directory.toFile().setReadable(true, false)).isTrue();
    assertThat(directory.toFile().setExecutable(true, false)).isTrue();
    for (ServicePart part : List.of(OMS, AUDIT)) {
      String service = part == OMS ? "OMS" : "AUDIT";
      part.reads(directory)
          .environment(service + "_JWT_SECRET", "")
          .environment(service + "_JWT_ISSUER", Issuer.NAME);
    }
    OMS.environment("OMS_JWT_KEYS_MAX_AGE_SECONDS", "2")
        .environment("OMS_JWT_KEYS_REFETCH_SECONDS", "1");
    AUDIT.environment("AUDIT_JWT_KEYS_MAX_AGE", "2s").environment("AUDIT_JWT_KEYS_REFETCH", "1s");
    ISSUER.publish(FIRST, WEAK);
    startOn(ISSUER.url());
  }

  @AfterAll
  static void stop() {
    OMS.stop();
    AUDIT.stop();
    ISSUER.close();
  }

  @AfterEach
  void publishAsBefore() {
    ISSUER.publish(FIRST, WEAK);
    ISSUER.down(false);
    awaitAccepted(FIRST);
  }

  static Stream<Arguments> badTokens() {
    return BAD.keySet().stream()
        .flatMap(fault -> Stream.of(Arguments.of("oms", fault), Arguments.of("audit", fault)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("badTokens")
  void aBadTokenIsRefused(String service, String fault) {
    Api.Answer answer = ask(service, BAD.get(fault));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    assertThat(answer.body().path("requestId").asText())
        .isEqualTo(answer.header("X-Request-Id").orElseThrow());
  }

  @Test
  void aTokenBeyondTheHttpLimitIsRefused() {
    for (String service : List.of("oms", "audit")) {
      assertThat(status(service, "x".repeat(30_000))).isEqualTo(431);
    }
  }

  @Test
  void aGoodTokenIsAccepted() {
    for (String service : List.of("oms", "audit")) {
      assertThat(status(service, signed(claims("auditor"), FIRST))).isEqualTo(200);
    }
    Api.Answer me = ask("oms", signed(claims("developer").claim("scope", "oms:read x"), FIRST));
    assertThat(me.body().path("username").asText()).isEqualTo("kim.minseo");
    assertThat(me.body().path("permissions").toString()).contains("readResources");
    assertThat(me.body().path("permissions").toString()).doesNotContain("writeResources");
  }

  @Test
  void aNewKeyIsPickedUp_andAWithdrawnOneForgotten() {
    RSAKey second = Issuer.key("second");
    ISSUER.publish(second);
    awaitAccepted(second);
    for (String service : List.of("oms", "audit")) {
      awaitThat("the old key is forgotten")
          .until(() -> status(service, signed(claims("auditor"), FIRST)) == 401);
    }
  }

  @Test
  void tokensOfUnknownKeys_doNotFloodTheIssuer() {
    String unknown = signed(claims("auditor"), Issuer.key("flood"));
    int before = ISSUER.fetches();
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertThat(status("oms", unknown)).isEqualTo(401);
      assertThat(status("audit", unknown)).isEqualTo(401);
    }
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertThat(ISSUER.fetches() - before).isLessThanOrEqualTo((int) (2 * 2 * (seconds + 2)));
  }

  @Test
  void knownKeysStayGood_whileTheIssuerIsDown() {
    ISSUER.down(true);
    int before = ISSUER.fetches();
    awaitThat("both have asked in vain")
        .until(
            () ->
                status("oms", signed(claims("auditor"), FIRST)) == 200
                    && status("audit", signed(claims("auditor"), FIRST)) == 200
                    && ISSUER.fetches() >= before + 2);
  }

  @Test
  void withoutAnyKeys_theAnswerIs503_untilTheIssuerIsThere() {
    ISSUER.down(true);
    startOn(ISSUER.url());
    for (String service : List.of("oms", "audit")) {
      for (int i = 0; i < 5; i++) { // More than are fetched at once.
        Api.Answer answer = ask(service, signed(claims("auditor"), FIRST));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.header("Retry-After")).isPresent();
      }
    }
    ISSUER.down(false);
    awaitAccepted(FIRST);
  }

  @Test
  void keysInAFile_orOneAsPem() throws IOException {
    Path keys = Files.writeString(directory.resolve("jwks.json"), ISSUER.keys());
    startOn(keys.toString());
    awaitAccepted(FIRST);
    RSAKey second = Issuer.key("second");
    ISSUER.publish(second);
    Files.writeString(keys, ISSUER.keys());
    awaitAccepted(second);

    startOn(Files.writeString(directory.resolve("key.pem"), Issuer.pem(FIRST)).toString());
    for (String service : List.of("oms", "audit")) {
      assertThat(status(service, signed(claims("auditor"), FIRST))).isEqualTo(200);
      assertThat(status(service, signed(claims("auditor"), second))).isEqualTo(401);
      assertThat(status(service, BAD.get("HS256 by the PEM"))).isEqualTo(401);
      assertThat(status(service, BAD.get("alg none"))).isEqualTo(401);
    }
    startOn(ISSUER.url());
  }

  private static void startOn(String keys) {
    OMS.environment("OMS_JWT_PUBLIC_KEY_LOCATION", keys).stop();
    AUDIT.environment("AUDIT_JWT_PUBLIC_KEY_LOCATION", keys).stop();
    RunningSystem.startTogether(List.of(AUDIT, OMS));
  }

  private static void awaitAccepted(RSAKey key) {
    for (String service : List.of("oms", "audit")) {
      awaitThat(service + " accepts " + key.getKeyID())
          .until(() -> status(service, signed(claims("auditor"), key)) == 200);
    }
  }

  private static int status(String service, String token) {
    return ask(service, token).status();
  }

  private static Api.Answer ask(String service, String token) {
    return service.equals("oms")
        ? new Api(OMS.url(), token).get("/api/v1/me")
        : new Api(AUDIT.url(), token).get("/api/v1/audit/events?limit=1");
  }
}
