// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.store.CommitInfo;
import org.oms.terminusdb.embedded.store.Database;

/** {@code /api/db}: databases are created, listed, renamed and deleted. */
final class DatabaseEndpoint implements Endpoint {

  private final Resources resources;

  DatabaseEndpoint(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
  }

  @Override
  public String errorType(Call call) {
    return switch (call.method()) {
      case "POST" -> "api:DbCreateErrorResponse";
      case "PUT" -> "api:DbUpdateErrorResponse";
      case "DELETE" -> "api:DbDeleteErrorResponse";
      default -> "api:DbListErrorResponse";
    };
  }

  @Override
  public Reply answer(Call call, User user) {
    if (call.resource().size() < 2) {
      return list(call, user);
    }
    return switch (call.method()) {
      case "POST" -> create(call, user);
      case "PUT" -> update(call, user);
      case "DELETE" -> delete(call, user);
      case "HEAD" -> exists(call, user);
      default -> describe(call, user);
    };
  }

  private Reply create(Call call, User user) {
    ObjectNode body = call.object();
    if (!call.headers().containsKey("content-length")) {
      throw BadContentType.missingLength();
    }
    String organization = call.resource().get(0);
    String name = call.resource().get(1);
    if (!organization.equals(Resources.ORGANIZATION)) {
      throw Refusal.notFound(
          "Unknown organization name: " + organization,
          "api:UnknownOrganizationName",
          "api:organization_name",
          organization);
    }
    Resources.authorize(
        user, "create_database", "terminusdb://system/data/Organization/" + organization);
    if (name.contains("|")) {
      throw Refusal.failure(
          "Invalid database name: '" + name + "'",
          "api:InvalidDatabaseName",
          "api:database_name",
          name);
    }
    JsonNode prefixes = body.path("prefixes");
    Database created =
        resources
            .store()
            .create(
                name,
                label(body),
                body.path("comment").asText(""),
                new Prefixes(
                    prefixes.path("@base").asText(Prefixes.DEFAULT.base()),
                    prefixes.path("@schema").asText(Prefixes.DEFAULT.schema())),
                new CommitInfo("system", "create initial schema", user.iri()));
    return Reply.json(
        200,
        Json.object(
            "@type", "api:DbCreateResponse",
            "api:database_uri", "terminusdb://system/data/UserDatabase/" + created.record().id(),
            "api:status", "api:success"));
  }

  private static String label(ObjectNode body) {
    JsonNode label = body.path("label");
    if (label.isMissingNode()) {
      throw Call.missing("label");
    }
    if (label.asText().isEmpty()) {
      throw Call.badType("label", "non-empty string", "", "\"\"");
    }
    return label.asText();
  }

  private Reply update(Call call, User user) {
    ObjectNode body = call.object();
    Database database = database(call);
    Resources.authorize(user, "create_database", database);
    String comment = body.path("comment").asText(database.record().comment());
    resources.store().update(database, label(body), comment);
    return success("api:DbUpdatedResponse");
  }

  private Reply delete(Call call, User user) {
    Database database = database(call);
    Resources.authorize(user, "delete_database", database);
    resources.store().delete(database);
    return success("api:DbDeleteResponse");
  }

  private Reply exists(Call call, User user) {
    Resources.authorize(user, "instance_read_access", database(call));
    return success("api:DbExistsResponse");
  }

  private Reply describe(Call call, User user) {
    ResourcePath path = ResourcePath.of(call.resource());
    if (user != User.ADMIN || resources.find(path).isEmpty()) {
      return Reply.json(
          404,
          Json.object(
              "@type", "api:DbListErrorResponse",
              "api:message", "Database does not exist, or you do not have permission",
              "api:status", "api:failure"));
    }
    return Reply.json(200, described(resources.database(path), call));
  }

  private Reply list(Call call, User user) {
    List<ObjectNode> all =
        user == User.ADMIN
            ? resources.store().all().stream().map(each -> described(each, call)).toList()
            : List.of();
    return Reply.json(200, Json.array(all));
  }

  private static ObjectNode described(Database database, Call call) {
    ObjectNode described = Json.object();
    if (call.flag("branches")) {
      described.set("branches", Json.array(database.graph().branches().keySet()));
    }
    described.put("path", Resources.ORGANIZATION + "/" + database.record().name());
    if (call.flag("verbose")) {
      described.put("@id", "UserDatabase/" + database.record().id());
      described.put("@type", "UserDatabase");
      described.put("comment", database.record().comment());
      described.put("creation_date", database.record().created().toString());
      described.put("label", database.record().label());
      described.put("name", database.record().name());
      described.put("state", "finalized");
    }
    return described;
  }

  private Database database(Call call) {
    return resources.database(ResourcePath.of(call.resource()));
  }

  private static Reply success(String type) {
    return Reply.json(200, Json.object("@type", type, "api:status", "api:success"));
  }
}
