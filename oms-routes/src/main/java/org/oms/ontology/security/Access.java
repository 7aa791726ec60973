// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import io.quarkus.arc.Unremovable;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.RequestContext.Actor;
import org.oms.ontology.request.RequestContext.IdempotencyKey;

/** The one place that decides whether a request is let in. */
@ApplicationScoped
@Named("access")
@Unremovable
public class Access {

  private final JWTParser tokens;
  private final TokenRules rules;

  @Inject
  public Access(JWTParser tokens, TokenRules rules) {
    this.tokens = tokens;
    this.rules = rules;
  }

  /**
   * The request with its caller known.
   *
   * @throws ProblemException {@code token-missing}, {@code token-invalid} (401); {@code forbidden}
   *     (403), which carries the caller no further
   */
  public ApiRequest identify(ApiRequest request) {
    String header = request.header("authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthorized("token-missing", "Send a bearer token in Authorization.");
    }
    try {
      JsonWebToken token = tokens.parse(header.substring(7).strip(), rules.verification());
      return request.from(known(request, actor(token, request.context().actor())));
    } catch (ParseException e) {
      throw unauthorized("token-invalid", "The token is expired, of another issuer, or not valid.");
    }
  }

  /** The request, if its caller has the permission its operation needs. */
  public ApiRequest permit(ApiRequest request) {
    Permission needed = Permission.named(request.operation().permission());
    if (!needed.isGrantedTo(request.context().actor().roles())) {
      throw forbidden("None of your roles has the permission " + needed.contractName() + ".");
    }
    return request;
  }

  /** Ends the request of a developer who is not the owner of what is to be deleted. */
  public static void requireOwner(Actor actor, String owner) {
    if (!actor.roles().contains("admin") && !actor.username().equals(owner)) {
      throw forbidden("Only an administrator or " + owner + " may do this.");
    }
  }

  private static RequestContext known(ApiRequest request, Actor actor) {
    RequestContext context = request.context();
    return new RequestContext(
        context.requestId(),
        context.correlationId(),
        context.traceparent(),
        actor,
        context.receivedAt(),
        request
            .header("idempotency-key")
            .map(key -> new IdempotencyKey(key, hash(request, actor))));
  }

  private static Actor actor(JsonWebToken token, Actor caller) {
    Object claimed = token.getClaim("roles");
    List<String> roles = new ArrayList<>();
    if (claimed instanceof Iterable<?> many) {
      many.forEach(role -> roles.add(plain(role)));
    }
    String id = Optional.ofNullable(token.getSubject()).orElse("unknown");
    String username =
        Optional.ofNullable(token.<Object>getClaim("preferred_username"))
            .map(Access::plain)
            .orElse(id);
    String tenant =
        Optional.ofNullable(token.<Object>getClaim("tenant_id"))
            .map(Access::plain)
            .orElse("default");
    return new Actor(
        id,
        username,
        Optional.ofNullable(token.<Object>getClaim("email")).map(Access::plain),
        List.copyOf(roles),
        tenant,
        roles.contains("service_account"),
        caller.ip(),
        caller.userAgent());
  }

  /** A claim's text; a JSON string claim comes with its quotes. */
  private static String plain(Object claim) {
    return claim instanceof JsonString text ? text.getString() : claim.toString();
  }

  /** What makes two requests the same to an Idempotency-Key. */
  private static String hash(ApiRequest request, Actor actor) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String line =
          String.join(
              "\n",
              actor.id(),
              request.operation().method(),
              request.path(),
              request.query().toString(),
              request.header("if-match").orElse(""));
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      digest.update(request.content().duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProblemException unauthorized(String code, String detail) {
    return new ProblemException(
        new Problem(
            code,
            "Who are you?",
            401,
            detail,
            List.of(),
            Map.of("WWW-Authenticate", "Bearer realm=\"oms\"")));
  }

  /** 403: who the caller is, is known; they may not do this. */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(Problem.of("forbidden", "Not allowed", 403, detail));
  }
}
