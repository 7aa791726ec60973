// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.store.Store;

/** Leads each call to its endpoint, and answers what has none. */
public final class Router {

  private static final String API = "/api/";

  private final Map<String, Endpoint> endpoints;
  private final String password;

  public Router(Store store, String password) {
    this.password = password;
    Resources resources = new Resources(store);
    this.endpoints =
        Map.ofEntries(
            Map.entry("db", new DatabaseEndpoint(resources)),
            Map.entry("document", new DocumentEndpoint(resources)),
            Map.entry("branch", new BranchEndpoint(resources)),
            Map.entry("log", new LogEndpoint(resources)),
            Map.entry("woql", new WoqlEndpoint(resources)),
            Map.entry("graphql", new GraphqlEndpoint(resources)),
            Map.entry("diff", new DiffEndpoint(resources)),
            Map.entry("patch", new PatchEndpoint()),
            Map.entry("apply", new ApplyEndpoint(resources)),
            Map.entry("prefixes", new PrefixesEndpoint(resources)),
            Map.entry("optimize", new OptimizeEndpoint(resources)));
  }

  /** Answers a call; failures of the server itself are thrown. */
  public Reply answer(Call call) {
    String path = call.path();
    return switch (path) {
      case "/" ->
          Reply.html(
              410,
              "Resource Gone",
              "Resource Gone",
              "The document has been removed <a href=\"/\"> from here</a>");
      case "/api/ok" -> onGet(call, () -> Reply.ok());
      case "/api/info" -> onGet(call, () -> authenticated(call, Router::info));
      case API -> onGet(call, () -> authenticated(call, user -> databases(call, user)));
      case "/api" -> notFound(path);
      default -> path.startsWith(API) ? endpoint(call) : notFoundPage(path);
    };
  }

  /** The answer to a call on which the server itself failed. */
  public static Reply failed() {
    return ErrorReplies.unhandled();
  }

  private Reply endpoint(Call call) {
    String rest = call.path().substring(API.length());
    int slash = rest.indexOf('/');
    String name = slash < 0 ? rest : rest.substring(0, slash);
    Endpoint endpoint = endpoints.get(name);
    boolean isWhole = Set.of("db", "diff", "patch").contains(name);
    if (endpoint == null || (slash < 0 && !isWhole)) {
      return notFound(call.path());
    }
    if (call.method().equals("OPTIONS")) {
      return Reply.empty(200);
    }
    boolean isGraphqlGet = name.equals("graphql") && call.method().equals("GET");
    if (!endpoint.methods().contains(call.method()) && !isGraphqlGet) {
      return methodNotAllowed(call);
    }
    return endpoint instanceof GraphqlEndpoint graphql
        ? graphql.answer(call, User.of(call, password))
        : authenticated(call, user -> safely(endpoint, call, user));
  }

  private static Reply safely(Endpoint endpoint, Call call, User user) {
    try {
      return endpoint.answer(call, user);
    } catch (RuntimeException e) {
      return ErrorReplies.of(e, endpoint.errorType(call));
    }
  }

  /** What only a GET may ask for. */
  private interface Answer {
    Reply reply();
  }

  /** What a user with good credentials, or anonymous, may ask for. */
  private interface AnswerTo {
    Reply reply(User user);
  }

  private static Reply onGet(Call call, Answer answer) {
    return switch (call.method()) {
      case "GET" -> answer.reply();
      case "OPTIONS" -> Reply.empty(200);
      default -> methodNotAllowed(call);
    };
  }

  private Reply authenticated(Call call, AnswerTo answer) {
    Optional<User> user = User.of(call, password);
    return user.isPresent() ? answer.reply(user.get()) : ErrorReplies.unauthorized();
  }

  private Reply databases(Call call, User user) {
    return safely(endpoints.get("db"), call, user);
  }

  private static Reply info(User user) {
    JsonNode info =
        Json.object(
            "authority", user.iri(),
            "storage", Json.object("version", "2"),
            "terminusdb", Json.object("git_hash", "embedded", "version", "12.0.6"),
            "terminusdb_store", Json.object("version", "0.19.8"));
    return Reply.json(
        200,
        Json.object("@type", "api:InfoResponse", "api:info", info, "api:status", "api:success"));
  }

  private static Reply methodNotAllowed(Call call) {
    return Reply.html(
        405,
        "Method not allowed",
        "Method not allowed",
        "The requested URL <tt>"
            + call.path()
            + "</tt> does not support method <tt>"
            + call.method()
            + "</tt>.");
  }

  private static Reply notFound(String path) {
    return Reply.json(
        404,
        Json.object(
            "api:message",
            "Path not found: " + path,
            "api:path",
            path,
            "api:status",
            "api:not_found"));
  }

  private static Reply notFoundPage(String path) {
    return Reply.html(
        404,
        "Not Found",
        "Not Found",
        "The requested URL <tt>" + path + "</tt> was not found on this server");
  }
}
