// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.ProblemResponse;
import org.oms.audit.problem.RefusedException;

/** Authenticates by a signed bearer token; who has none or a bad one gets a problem document. */
@Alternative
@Priority(1)
@ApplicationScoped
public class BearerTokens implements HttpAuthenticationMechanism {

  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String SCHEME = "Bearer ";
  private static final String INVALID = "Bearer error=\"invalid_token\"";

  private final JWTParser parser;
  private final TokenRules rules;

  BearerTokens(JWTParser parser, TokenRules rules) {
    this.parser = parser;
    this.rules = rules;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().nullItem();
    }
    try {
      String token = header.substring(SCHEME.length()).trim();
      return Uni.createFrom().item(identity(parser.parse(token, rules.verification())));
    } catch (ParseException e) {
      return Uni.createFrom().failure(new AuthenticationFailedException(e));
    }
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    boolean sent = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
    context.response().putHeader(CHALLENGE, sent ? INVALID : "Bearer");
    ProblemResponse.send(
        context,
        new RefusedException(
            ProblemKind.UNAUTHENTICATED,
            sent ? "The bearer token is not valid here." : "There is no bearer token."));
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

  private static SecurityIdentity identity(JsonWebToken token) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(token.getSubject()))
        .addRoles(roles(token))
        .build();
  }

  private static Set<String> roles(JsonWebToken token) {
    Set<String> roles = new LinkedHashSet<>();
    if (token.getClaim("roles") instanceof Collection<?> claimed) {
      for (Object role : claimed) {
        roles.add(role instanceof JsonString text ? text.getString() : String.valueOf(role));
      }
    }
    return roles;
  }
}
