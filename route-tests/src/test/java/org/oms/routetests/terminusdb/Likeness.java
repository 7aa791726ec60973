// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares answers with recorded ones. Generated ids may differ, but one recorded commit stands for
 * one actual commit throughout; times may differ; lists of documents and bindings have no order.
 */
final class Likeness {

  private static final Pattern GENERATED =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "|Layer_[0-9a-f]{64}"
              + "|\\b[0-9a-f]{40}\\b"
              + "|\\b[0-9a-z]{31}\\b"
              + "|(?<=/)[A-Za-z0-9_-]{16}(?=$|['\"/ ])");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-z]{31}");

  /** What differs by nature: the migration TerminusDB infers, its build, and times. */
  private static final Set<String> NOT_COMPARED =
      Set.of("migration", "git_hash", "timestamp", "creation_date");

  private final Map<String, String> commits = new HashMap<>();

  /** The text with recorded commits replaced by the actual ones. */
  String actual(String recorded) {
    return COMMIT
        .matcher(recorded)
        .replaceAll(match -> commits.getOrDefault(match.group(), match.group()));
  }

  /** What is different; empty when nothing is. */
  Optional<String> difference(String expected, String found) {
    if (expected.startsWith("<")) {
      String wanted = expected.replaceAll("(?s).*<title>(.*)</title>.*", "$1");
      return found.contains("<title>" + wanted + "</title>")
          ? Optional.empty()
          : Optional.of("expected the page " + wanted + " but found " + found);
    }
    return difference("", lines(expected), lines(found));
  }

  Optional<String> differenceOfText(String at, String expected, String found) {
    List<String> wantedIds = generatedIn(expected);
    List<String> foundIds = generatedIn(found);
    String wantedRest = GENERATED.matcher(expected).replaceAll("…");
    String foundRest = GENERATED.matcher(found).replaceAll("…");
    boolean isAlike = wantedRest.equals(foundRest) && wantedIds.size() == foundIds.size();
    for (int i = 0; isAlike && i < wantedIds.size(); i++) {
      isAlike = bind(wantedIds.get(i), foundIds.get(i));
    }
    return isAlike ? Optional.empty() : different(at, expected, found);
  }

  private boolean bind(String expected, String found) {
    boolean isCommit = COMMIT.matcher(expected).matches();
    return !isCommit || commits.computeIfAbsent(expected, each -> found).equals(found);
  }

  private Optional<String> difference(String at, JsonNode expected, JsonNode found) {
    if (expected.isObject() && found.isObject()) {
      return differenceOfObjects(at, expected, found);
    }
    if (expected.isArray() && found.isArray() && expected.size() == found.size()) {
      return isUnordered(at, expected)
          ? differenceOfSets(at, expected, found)
          : differenceOfLists(at, expected, found);
    }
    if (expected.isTextual() && found.isTextual()) {
      return differenceOfText(at, expected.asText(), found.asText());
    }
    boolean isSameNumber =
        expected.isNumber()
            && found.isNumber()
            && expected.decimalValue().compareTo(found.decimalValue()) == 0;
    return isSameNumber || expected.equals(found)
        ? Optional.empty()
        : different(at, expected.toString(), found.toString());
  }

  private Optional<String> differenceOfObjects(String at, JsonNode expected, JsonNode found) {
    Set<String> names = namesOf(expected);
    if (!names.equals(namesOf(found))) {
      return different(at, expected.toString(), found.toString());
    }
    for (String name : names) {
      Optional<String> difference =
          difference(at + "/" + name, expected.get(name), found.get(name));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Set<String> namesOf(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    names.removeAll(NOT_COMPARED);
    return names;
  }

  private Optional<String> differenceOfLists(String at, JsonNode expected, JsonNode found) {
    for (int i = 0; i < expected.size(); i++) {
      Optional<String> difference = difference(at + "/" + i, expected.get(i), found.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<String> differenceOfSets(String at, JsonNode expected, JsonNode found) {
    List<JsonNode> rest = new ArrayList<>();
    found.forEach(rest::add);
    for (JsonNode each : expected) {
      int alike = indexOfAlike(at, each, rest);
      if (alike < 0) {
        return different(at, each.toString(), found.toString());
      }
      rest.remove(alike);
    }
    return Optional.empty();
  }

  /** The first that is alike; what commits meant in those that were not is forgotten. */
  private int indexOfAlike(String at, JsonNode expected, List<JsonNode> candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      Map<String, String> before = Map.copyOf(commits);
      if (difference(at, expected, candidates.get(i)).isEmpty()) {
        return i;
      }
      commits.clear();
      commits.putAll(before);
    }
    return -1;
  }

  /** Documents, bindings and database lists come in any order; a log does not. */
  private static boolean isUnordered(String at, JsonNode array) {
    if (at.equals("/bindings") || at.startsWith("/data")) {
      return true;
    }
    JsonNode first = array.path(0);
    return at.isEmpty() && first.isObject() && !first.path("@type").asText().endsWith("Commit");
  }

  /** One JSON value, or several, one a line. */
  private static JsonNode lines(String text) {
    ArrayNode all = TerminusDb.JSON.createArrayNode();
    try (var values = TerminusDb.JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      values.forEachRemaining(all::add);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
    return all.size() == 1 ? all.get(0) : all;
  }

  private static List<String> generatedIn(String text) {
    List<String> generated = new ArrayList<>();
    Matcher matcher = GENERATED.matcher(text);
    while (matcher.find()) {
      generated.add(matcher.group());
    }
    return generated;
  }

  private static Optional<String> different(String at, String expected, String found) {
    return Optional.of("at " + at + " expected " + expected + " but found " + found);
  }
}
