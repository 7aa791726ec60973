// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.oms.ontology.request.RequestContext.Actor;
import org.oms.ontology.request.RequestContext.Credential;

/**
 * A server session: what the token it was exchanged for said of the caller.
 *
 * @param id for events and people; nobody gets in by it
 * @param actor the caller, as of the exchange
 * @param tokenId the token's {@code jti}: when that is revoked, the session is
 * @param tokenExpiresAt when the token would have expired
 * @param endsAt at the latest; never after the token
 */
public record Session(
    String id,
    Actor actor,
    Optional<String> tokenId,
    Instant tokenExpiresAt,
    Instant createdAt,
    Instant endsAt) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The caller of a request with this session. */
  public Actor callerOf(Actor stranger) {
    return new Actor(
        actor.id(),
        actor.username(),
        actor.email(),
        actor.roles(),
        actor.scopes(),
        actor.tenant(),
        actor.service(),
        stranger.ip(),
        stranger.userAgent(),
        Optional.of(new Credential(tokenId, tokenExpiresAt, Optional.of(id))));
  }

  String text() {
    ObjectNode json = JSON.createObjectNode();
    json.put("actor", actor.id()).put("username", actor.username());
    actor.email().ifPresent(email -> json.put("email", email));
    actor.roles().forEach(json.putArray("roles")::add);
    actor.scopes().ifPresent(scopes -> scopes.forEach(json.putArray("scopes")::add));
    json.put("tenant", actor.tenant()).put("service", actor.service());
    tokenId.ifPresent(jti -> json.put("jti", jti));
    json.put("tokenExpiresAt", tokenExpiresAt.toString());
    json.put("createdAt", createdAt.toString()).put("endsAt", endsAt.toString());
    return json.toString();
  }

  static Session of(String id, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Actor actor =
          new Actor(
              json.path("actor").asText(),
              json.path("username").asText(),
              optional(json, "email"),
              words(json.path("roles")),
              scopes(json),
              json.path("tenant").asText(),
              json.path("service").asBoolean(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      return new Session(
          id,
          actor,
          optional(json, "jti"),
          Instant.parse(json.path("tokenExpiresAt").asText()),
          Instant.parse(json.path("createdAt").asText()),
          Instant.parse(json.path("endsAt").asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A session is no JSON", e);
    }
  }

  private static Optional<String> optional(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).asText(null));
  }

  /** No scopes and an empty list of them are not the same: with the latter nothing is allowed. */
  private static Optional<Set<String>> scopes(JsonNode json) {
    return Optional.of(json.path("scopes"))
        .filter(JsonNode::isArray)
        .map(scopes -> new TreeSet<>(words(scopes)));
  }

  private static List<String> words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asText()));
    return List.copyOf(words);
  }
}
