// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.Api.Answer;
import org.oms.stack.ServicePart;

/** A session is as good as its token, for its browser alone, and not a moment longer. */
class SessionsIT {

  private static final String SESSIONS = "/api/v1/sessions";
  private static final String CURRENT = SESSIONS + "/current";
  private static final String ME = "/api/v1/me";

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final URI oms = SYSTEM.stack().oms().url();

  @Test
  void session_isAcceptedWhereATokenIs_untilTheLogout() {
    String user = Ontology.name("user");
    Answer login = expect(201, SYSTEM.oms(user, "developer").post(SESSIONS));
    String cookie = login.header("Set-Cookie").orElseThrow();
    assertThat(cookie).startsWith("__Host-oms-session=").contains("; Path=/");
    assertThat(cookie).contains("; HttpOnly").contains("; Secure").contains("; SameSite=Strict");
    String secret = cookie.split("[=;]", -1)[1];
    assertThat(SYSTEM.redis().keys("oms:session:")).noneMatch(key -> key.contains(secret));

    Api browser = Api.withCookieOf(login, oms);
    assertThat(expect(200, browser.get(ME)).body().path("username").asText()).isEqualTo(user);
    String name = Ontology.name("BySession");
    expect(201, browser.post(OBJECT_TYPES, Ontology.objectType(name)));
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
    assertThat(database.storedAuthMethods(name)).containsExactly("session");

    Answer logout = expect(204, browser.delete(CURRENT));
    assertThat(logout.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    Answer after = expect(401, browser.get(ME));
    assertThat(after.body().path("type").asText()).endsWith("/session-invalid");
    awaitThat("login and logout are events")
        .until(() -> database.storedActions(user).contains("auth.logout"));
    assertThat(database.storedActions(user)).contains("auth.login");
  }

  @Test
  void session_isAsNarrowAsItsToken() {
    Api reader = browserWithScope("oms:read openid");
    Answer me = expect(200, reader.get(ME));
    assertThat(me.body().path("scopes").toString()).isEqualTo("[\"oms:read\",\"openid\"]");
    assertThat(me.body().path("permissions").toString())
        .contains("readResources")
        .doesNotContain("writeResources");
    expect(200, reader.get(OBJECT_TYPES));
    expect(403, reader.post(OBJECT_TYPES, Ontology.objectType(Ontology.name("Never"))));

    Api nobody = browserWithScope("");
    assertThat(expect(200, nobody.get(ME)).body().path("permissions").toString())
        .isEqualTo("[\"authenticated\"]");
    expect(403, nobody.get(OBJECT_TYPES));
  }

  private Api browserWithScope(String scope) {
    String token = Issuer.development(Issuer.claims("admin").claim("scope", scope));
    return Api.withCookieOf(expect(201, new Api(oms, token).post(SESSIONS)), oms);
  }

  @Test
  void pageOfAnotherOrigin_canNotWrite() {
    Answer login = expect(201, SYSTEM.oms("lee", "developer").post(SESSIONS));
    Api crossSite = Api.withCookieOf(login, oms, "Sec-Fetch-Site", "cross-site");
    Answer refused = expect(403, crossSite.post(OBJECT_TYPES, Ontology.objectType("Never")));
    assertThat(refused.body().path("type").asText()).endsWith("/cross-origin");
    Api sibling = Api.withCookieOf(login, oms, "Sec-Fetch-Site", "same-site");
    expect(403, sibling.delete(CURRENT));
    Api origin = Api.withCookieOf(login, oms, "Origin", "https://evil.example");
    expect(403, origin.delete(CURRENT));
    Api opaque = Api.withCookieOf(login, oms, "Origin", "null");
    expect(403, opaque.delete(CURRENT));
    expect(200, crossSite.get(ME));

    Api own = Api.withCookieOf(login, oms, "Origin", "http://" + oms.getAuthority());
    expect(201, own.post(OBJECT_TYPES, Ontology.objectType(Ontology.name("Own"))));
    Api sameOrigin = Api.withCookieOf(login, oms, "Sec-Fetch-Site", "same-origin");
    expect(204, sameOrigin.delete(CURRENT));
  }

  @Test
  void session_doesNotOutliveItsToken() {
    String token = RunningSystem.token("short", "viewer", Duration.ofSeconds(3));
    Answer login = expect(201, new Api(oms, token).post(SESSIONS));
    Instant end = Instant.parse(login.body().path("expiresAt").asText());
    assertThat(end).isBeforeOrEqualTo(Instant.now().plusSeconds(3));
    Api browser = Api.withCookieOf(login, oms);
    awaitThat("the session has ended").until(() -> browser.get(ME).status() == 401);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
  }

  @Test
  void idleSession_ends() {
    ServicePart strict = SYSTEM.omsVariant().environment("OMS_SESSION_IDLE_SECONDS_MAX", "2");
    strict.start();
    URI second = strict.url();
    String token = RunningSystem.token("idle", "viewer", Duration.ofHours(1));
    Answer login =
        awaitThat("the instance has found Redis")
            .until(() -> new Api(second, token).post(SESSIONS), answer -> answer.status() == 201);
    expect(200, Api.withCookieOf(login, second).get(ME));
    awaitThat("its key expires")
        .until(
            () ->
                SYSTEM.redis().keys("oms:session:").stream()
                    .noneMatch(key -> key.contains(login.body().path("id").asText())));
    expect(401, Api.withCookieOf(login, second).get(ME));
    strict.stop();
  }

  @Test
  void otherInstance_acceptsTheSession() {
    SYSTEM.oms(2).start();
    Answer login = expect(201, SYSTEM.oms("both", "viewer").post(SESSIONS));
    Api browser = Api.withCookieOf(login, SYSTEM.oms(2).url());
    awaitThat("the instance has found Redis").until(() -> browser.get(ME).status() == 200);
  }

  @Test
  void withoutRedis_sessionsAreUnavailable_andTokensWork() {
    Answer login = expect(201, SYSTEM.oms("lee", "developer").post(SESSIONS));
    Api browser = Api.withCookieOf(login, oms);
    SYSTEM.stack().redis().pause();
    expectUnavailable(browser.get(ME));
    expect(200, SYSTEM.oms("lee", "developer").get(ME));
    SYSTEM.stack().redis().resume();
    awaitThat("sessions are back").until(() -> browser.get(ME).status() == 200);

    SYSTEM.stack().redis().kill();
    expectUnavailable(browser.get(ME));
    expectUnavailable(browser.delete(CURRENT));
    expectUnavailable(SYSTEM.oms("lee", "developer").post(SESSIONS));
    expect(200, SYSTEM.oms("lee", "developer").get(ME));
    SYSTEM.stack().redis().start();
    awaitThat("sessions are back").until(() -> browser.get(ME).status() == 200);
  }

  private static void expectUnavailable(Answer answer) {
    expect(503, answer);
    assertThat(answer.body().path("type").asText()).endsWith("/sessions-unavailable");
    assertThat(answer.header("Retry-After")).isPresent();
  }

  private static Answer expect(int status, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer;
  }
}
