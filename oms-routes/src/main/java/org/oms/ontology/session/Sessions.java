// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import io.quarkus.redis.datasource.value.GetExArgs;
import io.quarkus.redis.datasource.value.SetArgs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.redis.Redis;
import org.oms.ontology.request.RequestContext.Actor;
import org.oms.ontology.request.RequestContext.Credential;

/**
 * The sessions in Redis ({@code oms:session:<SHA-256 of the secret>}). The secret, 256 random bits,
 * is only in the caller's cookie; who reads Redis can't get in with what is there. Each use puts
 * off the end by the idle time. Without Redis every method ends with {@code sessions-unavailable}
 * (503).
 */
@ApplicationScoped
public class Sessions {

  private static final int SECRET_BYTES = 32;

  /** Digits of the hash that make the id: enough to be unique, too few to look up the session. */
  private static final int ID_LENGTH = 32;

  private final Redis redis;
  private final OmsConfig.Session config;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** A new session with the secret that opens it. */
  record Opened(String secret, Session session) {}

  @Inject
  public Sessions(Redis redis, OmsConfig config, Clock clock) {
    this.redis = redis;
    this.config = config.session();
    this.clock = clock;
  }

  /** Exchanges the credential a caller has shown. */
  Opened open(Actor actor, Credential token) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    Instant latest = now.plusSeconds(config.absoluteSecondsMax());
    Instant endsAt = token.expiresAt().isBefore(latest) ? token.expiresAt() : latest;
    Session session =
        new Session(
            hash(secret).substring(0, ID_LENGTH),
            actor,
            token.tokenId(),
            token.expiresAt(),
            now,
            endsAt);
    put(secret, session);
    return new Opened(secret, session);
  }

  /** The session a secret opens; its idle time begins anew. */
  public Optional<Session> find(String secret) {
    String hash = hash(secret);
    GetExArgs idle = new GetExArgs().ex(Duration.ofSeconds(config.idleSecondsMax()));
    String text = asked(() -> redis.ask(store -> store.value(String.class).getex(key(hash), idle)));
    return Optional.ofNullable(text)
        .map(found -> Session.of(hash.substring(0, ID_LENGTH), found))
        .filter(session -> clock.instant().isBefore(session.endsAt()));
  }

  /** Nothing is opened by this secret any more. */
  void close(String secret) {
    asked(() -> redis.ask(store -> store.key().del(key(hash(secret)))));
  }

  /** Undoes a closing that could not be told. */
  void put(String secret, Session session) {
    long idleMs = Duration.ofSeconds(config.idleSecondsMax()).toMillis();
    long leftMs = Duration.between(clock.instant(), session.endsAt()).toMillis();
    SetArgs expiry = new SetArgs().px(Math.max(1, Math.min(idleMs, leftMs)));
    String key = key(hash(secret));
    asked(() -> redis.ask(store -> store.value(String.class).set(key, session.text(), expiry)));
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (Redis.GoneException e) {
      throw new ProblemException(
          Problem.of(
                  "sessions-unavailable",
                  "Sessions can't be read",
                  503,
                  "Redis does not answer, so nobody knows the session. A bearer token in"
                      + " Authorization is accepted as always.")
              .retryAfter(2));
    }
  }

  private static String key(String hash) {
    return "oms:session:" + hash;
  }

  private static String hash(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
