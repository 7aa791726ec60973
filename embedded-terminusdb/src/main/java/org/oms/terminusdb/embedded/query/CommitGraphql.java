// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.CommitGraph;

/**
 * GraphQL on the commit graph: commits by message, author or id, ordered and limited, each with its
 * parent; and branches with their heads.
 */
public final class CommitGraphql {

  private static final Set<String> COMMIT_FIELDS =
      Set.of("_id", "identifier", "author", "message", "timestamp", "user", "migration");

  private final CommitGraph graph;
  private final boolean isAsked;

  /**
   * Queries of a graph.
   *
   * @param isAsked false when the path led to a branch, whose documents have no GraphQL here
   */
  public CommitGraphql(CommitGraph graph, boolean isAsked) {
    this.graph = graph;
    this.isAsked = isAsked;
  }

  /**
   * The {@code data} of the answer.
   *
   * @throws GraphqlSyntaxException for what the commit graph does not have
   */
  public ObjectNode answer(String query, ObjectNode variables) {
    ObjectNode data = Json.object();
    for (GraphqlField field : GraphqlParser.parse(query, variables)) {
      if (!isAsked) {
        throw field.unknownOn("Query");
      }
      data.set(
          field.alias(),
          switch (field.name()) {
            case "ValidCommit", "InitialCommit" -> commits(field);
            case "Branch" -> branches(field);
            default -> throw field.unknownOn("Query");
          });
    }
    return data;
  }

  private ArrayNode commits(GraphqlField field) {
    JsonNode filter = field.arguments().path("filter");
    Predicate<Commit> matches = predicate(field, filter);
    List<Commit> found = new ArrayList<>();
    for (Commit each : candidates(filter)) {
      if (each.type().equals(field.name()) && matches.test(each)) {
        found.add(each);
      }
    }
    order(field.arguments().path("orderBy"), found);
    ArrayNode answers = Json.array(List.of());
    found.stream()
        .skip(field.arguments().path("offset").asLong(0))
        .limit(field.arguments().path("limit").asLong(Long.MAX_VALUE))
        .forEach(each -> answers.add(commit(each, field, field.name())));
    return answers;
  }

  /** An exact message leads straight to its commits, however many others there are. */
  private List<Commit> candidates(JsonNode filter) {
    JsonNode message = filter.path("message").path("eq");
    return message.isTextual() ? graph.withMessage(message.asText()) : graph.all();
  }

  private static Predicate<Commit> predicate(GraphqlField field, JsonNode filter) {
    Predicate<Commit> all = each -> true;
    JsonNode id = field.arguments().path("id");
    if (id.isTextual()) {
      all = each -> id.asText().endsWith(each.documentId());
    }
    for (Map.Entry<String, JsonNode> each : filter.properties()) {
      all = all.and(condition(field, each.getKey(), each.getValue()));
    }
    return all;
  }

  private static Predicate<Commit> condition(GraphqlField field, String name, JsonNode value) {
    return switch (name) {
      case "_and" -> commit -> all(field, value).stream().allMatch(each -> each.test(commit));
      case "_or" -> commit -> all(field, value).stream().anyMatch(each -> each.test(commit));
      case "_not" -> predicate(field, value).negate();
      case "message" -> text(field, value, Commit::message);
      case "author" -> text(field, value, Commit::author);
      case "identifier" -> text(field, value, Commit::id);
      case "user" -> text(field, value, Commit::user);
      case "timestamp" -> time(field, value);
      default -> throw invalidFilter(field);
    };
  }

  private static List<Predicate<Commit>> all(GraphqlField field, JsonNode filters) {
    List<Predicate<Commit>> all = new ArrayList<>();
    filters.forEach(each -> all.add(predicate(field, each)));
    return all;
  }

  /** A text of a commit. */
  private interface TextOf {
    String of(Commit commit);
  }

  private static Predicate<Commit> text(GraphqlField field, JsonNode conditions, TextOf text) {
    Predicate<Commit> all = each -> true;
    for (Map.Entry<String, JsonNode> each : conditions.properties()) {
      String wanted = each.getValue().asText();
      all =
          all.and(
              switch (each.getKey()) {
                case "eq" -> commit -> text.of(commit).equals(wanted);
                case "ne" -> commit -> !text.of(commit).equals(wanted);
                case "startsWith" -> commit -> text.of(commit).startsWith(wanted);
                case "regex" -> {
                  Predicate<String> pattern = Pattern.compile(wanted).asPredicate();
                  yield commit -> pattern.test(text.of(commit));
                }
                default -> throw invalidFilter(field);
              });
    }
    return all;
  }

  private static Predicate<Commit> time(GraphqlField field, JsonNode conditions) {
    Predicate<Commit> all = each -> true;
    for (Map.Entry<String, JsonNode> each : conditions.properties()) {
      BigDecimal wanted = new BigDecimal(each.getValue().asText());
      all =
          all.and(
              switch (each.getKey()) {
                case "eq" -> commit -> commit.timestamp().compareTo(wanted) == 0;
                case "gt" -> commit -> commit.timestamp().compareTo(wanted) > 0;
                case "ge" -> commit -> commit.timestamp().compareTo(wanted) >= 0;
                case "lt" -> commit -> commit.timestamp().compareTo(wanted) < 0;
                case "le" -> commit -> commit.timestamp().compareTo(wanted) <= 0;
                default -> throw invalidFilter(field);
              });
    }
    return all;
  }

  private static void order(JsonNode orderBy, List<Commit> commits) {
    for (Map.Entry<String, JsonNode> each : orderBy.properties()) {
      Comparator<Commit> order =
          switch (each.getKey()) {
            case "message" -> Comparator.comparing(Commit::message);
            case "author" -> Comparator.comparing(Commit::author);
            case "identifier" -> Comparator.comparing(Commit::id);
            default -> Comparator.comparing(Commit::timestamp);
          };
      commits.sort(each.getValue().asText().equals("DESC") ? order.reversed() : order);
    }
  }

  private ArrayNode branches(GraphqlField field) {
    JsonNode wanted = field.arguments().path("filter").path("name").path("eq");
    ArrayNode answers = Json.array(List.of());
    for (Map.Entry<String, Commit> each : graph.branches().entrySet()) {
      if (wanted.isMissingNode() || wanted.asText().equals(each.getKey())) {
        answers.add(branch(each, field));
      }
    }
    return answers;
  }

  private ObjectNode branch(Map.Entry<String, Commit> branch, GraphqlField field) {
    ObjectNode shown = Json.object();
    for (GraphqlField each : field.fields()) {
      shown.set(
          each.alias(),
          switch (each.name()) {
            case "_id" -> text(CommitTriples.PREFIXES.base() + "Branch/" + branch.getKey());
            case "name" -> text(branch.getKey());
            case "head" -> commit(branch.getValue(), each, "Commit");
            default -> throw each.unknownOn("Branch");
          });
    }
    return shown;
  }

  private JsonNode commit(Commit commit, GraphqlField field, String type) {
    ObjectNode shown = Json.object();
    ObjectNode document = commit.toDocument(graph.parentOf(commit));
    document.put("_id", CommitTriples.PREFIXES.documentIri(commit.documentId()));
    for (GraphqlField each : field.fields()) {
      if (each.name().equals("parent")) {
        shown.set(
            each.alias(),
            graph
                .parentOf(commit)
                .map(parent -> commit(parent, each, "Commit"))
                .orElse(NullNode.instance));
      } else if (COMMIT_FIELDS.contains(each.name())) {
        JsonNode value = document.path(each.name());
        shown.set(each.alias(), value.isMissingNode() ? NullNode.instance : value);
      } else {
        throw each.unknownOn(type);
      }
    }
    return shown;
  }

  private static GraphqlSyntaxException invalidFilter(GraphqlField field) {
    return new GraphqlSyntaxException(
        "Invalid value for argument \"filter\", expected type \"" + field.name() + "_Filter\"",
        field.line(),
        field.column());
  }

  private static JsonNode text(String value) {
    return Json.MAPPER.valueToTree(value);
  }
}
