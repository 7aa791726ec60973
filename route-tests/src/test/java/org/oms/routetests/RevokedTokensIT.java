// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.Api.Answer;
import org.oms.stack.ServicePart;

/** A revoked token is refused everywhere, whatever Redis has forgotten. */
class RevokedTokensIT {

  private static final String REVOCATIONS = "/api/v1/tokens/revocations";
  private static final String ME = "/api/v1/me";

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final URI oms = SYSTEM.stack().oms().url();
  private final String token = RunningSystem.token("stolen", "developer", Duration.ofHours(1));
  private final Api holder = new Api(oms, token);

  @Test
  void revokedToken_isRefusedByEveryInstance_withItsSessions() {
    SYSTEM.oms(2).start();
    Api elsewhere = new Api(SYSTEM.oms(2).url(), token);
    Answer login = expect(201, holder.post("/api/v1/sessions"));
    expect(200, holder.get(ME));
    expect(200, elsewhere.get(ME));

    expect(403, holder.post(REVOCATIONS, revocation()));
    expect(201, SYSTEM.oms("park", "admin").post(REVOCATIONS, revocation()));

    expectRevoked(holder.get(ME));
    expectRevoked(Api.withCookieOf(login, oms).get(ME));
    awaitThat("the other instance knows").until(() -> elsewhere.get(ME).status() == 401);
    assertThat(SYSTEM.redis().expiresInMs("oms:revoked:" + jti())).isBetween(1L, 3_600_000L);
    awaitThat("it is an event").until(() -> database.storedAbout(jti()) == 1);
    expect(200, SYSTEM.oms("stolen", "developer").get(ME));
  }

  @Test
  void revocation_outlivesRedis() {
    expect(201, SYSTEM.oms("park", "admin").post(REVOCATIONS, revocation()));
    SYSTEM.redis().forgetEverything();
    expectRevoked(holder.get(ME));
    SYSTEM.stack().redis().kill();
    expectRevoked(holder.get(ME));
    expect(200, SYSTEM.oms("stolen", "developer").get(ME));
    SYSTEM.stack().redis().wipe();
    SYSTEM.stack().redis().start();
    expectRevoked(holder.get(ME));
    awaitThat("Redis is told again").until(() -> SYSTEM.redis().has("oms:revoked:" + jti()));
    expectRevoked(holder.get(ME));
  }

  @Test
  void whenNobodyCanSay_thePolicyDecides() {
    ServicePart lenient = SYSTEM.omsVariant().environment("OMS_REVOCATION_WHEN_UNKNOWN", "ACCEPT");
    lenient.start();
    Api accepting = new Api(lenient.url(), token);
    SYSTEM.stack().redis().kill();
    SYSTEM.stack().postgres().pause();
    Answer refused = expect(503, holder.get(ME));
    assertThat(refused.body().path("type").asText()).endsWith("/revocations-unavailable");
    assertThat(refused.header("Retry-After")).isPresent();
    expect(200, accepting.get(ME));
    lenient.stop();
  }

  @Test
  void logoutWithTheFlag_revokesTheToken() {
    Answer login = expect(201, holder.post("/api/v1/sessions"));
    Api browser = Api.withCookieOf(login, oms);
    expect(204, browser.delete("/api/v1/sessions/current?revokeToken=true"));
    expect(401, browser.get(ME));
    expectRevoked(holder.get(ME));

    Api other = new Api(oms, RunningSystem.token("other", "viewer", Duration.ofHours(1)));
    expect(404, other.delete("/api/v1/sessions/current"));
    expect(204, other.delete("/api/v1/sessions/current?revokeToken=true"));
    expectRevoked(other.get(ME));
  }

  @Test
  void badRevocation_isRefusedWithItsReason() {
    Api admin = SYSTEM.oms("park", "admin");
    expect(400, admin.post(REVOCATIONS, Api.JSON.createObjectNode()));
    expect(400, admin.post(REVOCATIONS, revocation().put("expiresAt", "2020-01-01T00:00:00Z")));
    expect(400, admin.post(REVOCATIONS, revocation().put("expiresAt", "2999-01-01T00:00:00Z")));
    expect(400, admin.post(REVOCATIONS, revocation().put("expiresAt", "tomorrow")));
  }

  private ObjectNode revocation() {
    String expiresAt = Instant.now().plusSeconds(3600).toString();
    return Api.JSON
        .createObjectNode()
        .put("jti", jti())
        .put("expiresAt", expiresAt)
        .put("reason", "a test");
  }

  private String jti() {
    try {
      byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
      return Api.JSON.readTree(claims).path("jti").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void expectRevoked(Answer answer) {
    expect(401, answer);
    assertThat(answer.body().path("type").asText()).endsWith("/token-revoked");
  }

  private static Answer expect(int status, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer;
  }
}
