// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import org.jboss.logging.Logger;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.ProblemResponse;
import org.oms.audit.problem.RefusedException;

/** Authenticates by a signed bearer token; who has none or a bad one gets a problem document. */
@Alternative
@Priority(1)
@ApplicationScoped
public class BearerTokens implements HttpAuthenticationMechanism {

  /** The attribute of an identity that holds its {@link Token}. */
  static final String TOKEN = "token";

  private static final Logger LOG = Logger.getLogger(BearerTokens.class);
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String SCHEME = "Bearer ";
  private static final String INVALID = "Bearer error=\"invalid_token\"";

  /** Where a request keeps why its token was refused, until it is answered. */
  private static final String REFUSAL = "refusal";

  private enum Refusal {
    WITHOUT_TOKEN(ProblemKind.UNAUTHENTICATED, "There is no bearer token.", "Bearer"),
    BAD_TOKEN(ProblemKind.UNAUTHENTICATED, "The bearer token is not valid here.", INVALID),
    WITHOUT_KEYS(ProblemKind.UNAVAILABLE, "The issuer's keys can't be fetched.", "Bearer");

    private final ProblemKind kind;
    private final String detail;
    private final String challenge;

    Refusal(ProblemKind kind, String detail, String challenge) {
      this.kind = kind;
      this.detail = detail;
      this.challenge = challenge;
    }
  }

  private final TokenRules rules;
  private final BlockingSecurityExecutor workers;

  BearerTokens(TokenRules rules, BlockingSecurityExecutor workers) {
    this.rules = rules;
    this.workers = workers;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().nullItem();
    }
    String token = header.substring(SCHEME.length()).strip();
    return workers.executeBlocking(() -> identity(token, context)); // Keys may have to be fetched.
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    Refusal refusal = context.get(REFUSAL, Refusal.WITHOUT_TOKEN);
    context.response().putHeader(CHALLENGE, refusal.challenge);
    ProblemResponse.send(context, new RefusedException(refusal.kind, refusal.detail));
    return Uni.createFrom().item(true);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, CHALLENGE, "Bearer"));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  private SecurityIdentity identity(String text, RoutingContext context) {
    try {
      Token token = rules.verified(text);
      return QuarkusSecurityIdentity.builder()
          .setPrincipal(new QuarkusPrincipal(token.subject()))
          .addAttribute(TOKEN, token)
          .build();
    } catch (TokenRules.RefusedTokenException e) {
      LOG.debug(e.getMessage());
      context.put(REFUSAL, e.keysUnavailable() ? Refusal.WITHOUT_KEYS : Refusal.BAD_TOKEN);
      throw new AuthenticationFailedException(e);
    }
  }
}
