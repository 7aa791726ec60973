// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads branches, commits and what a commit changed, straight from TerminusDB. */
public final class TerminusDbReader {

  /** A whole commit log is one answer: 200,000 commits take TerminusDB some minutes. */
  private static final Duration ANSWER_TIME_MAX = Duration.ofMinutes(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;
  private final String authorization;

  /** Commits do not change, so what one changed is asked once: ids by both versions. */
  private final Map<List<String>, Set<String>> changed = new HashMap<>();

  public TerminusDbReader(Connections.TerminusDb terminusDb) {
    url = terminusDb.url();
    String credentials = terminusDb.user() + ":" + terminusDb.password();
    authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** A commit, and the one before it on its branch. */
  public record Commit(String id, String author, String message, Optional<String> parent) {}

  public List<String> branches(String database) {
    JsonNode answer = json(get("/api/db/admin/" + database + "?branches=true&verbose=true"));
    JsonNode description = answer.isArray() ? answer.path(0) : answer;
    List<String> names = new ArrayList<>();
    description.path("branches").forEach(name -> names.add(name.asText()));
    if (names.isEmpty()) {
      throw new IllegalStateException("TerminusDB names no branch of " + database + ": " + answer);
    }
    return names;
  }

  /** All commits of a branch, newest first. */
  public List<Commit> log(String database, String branch) {
    HttpRequest request = get("/api/log/admin/" + database + "/local/branch/" + branch);
    List<Commit> commits = new ArrayList<>();
    try (InputStream body = open(request);
        MappingIterator<JsonNode> entries = JSON.readerFor(JsonNode.class).readValues(body)) {
      while (entries.hasNextValue()) {
        JsonNode entry = entries.nextValue();
        commits.add(
            new Commit(
                entry.path("identifier").asText(),
                entry.path("author").asText(),
                entry.path("message").asText(),
                shortId(entry.path("parent"))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The commit log of " + branch + " could not be read.", e);
    }
    return commits;
  }

  private static Optional<String> shortId(JsonNode commit) {
    String id = commit.isObject() ? commit.path("@id").asText("") : commit.asText("");
    return id.isEmpty() || id.equals("null")
        ? Optional.empty()
        : Optional.of(id.substring(id.lastIndexOf('/') + 1));
  }

  /** Whether the commit graph has this commit, on a branch or left over from a deleted one. */
  boolean hasCommit(String database, String commit) {
    String query =
        "{ ValidCommit(filter:{identifier:{eq:"
            + JSON.getNodeFactory().textNode(commit)
            + "}}){ identifier } }";
    JsonNode answer =
        json(
            post(
                "/api/graphql/admin/" + database + "/local/_commits",
                JSON.createObjectNode().put("query", query)));
    return answer.path("data").path("ValidCommit").size() == 1;
  }

  /** The ids of the documents that differ between two commits. */
  Set<String> changedDocuments(String database, String before, String after) {
    return changed.computeIfAbsent(
        List.of(before, after), unused -> readChangedDocuments(database, before, after));
  }

  private Set<String> readChangedDocuments(String database, String before, String after) {
    JsonNode operations =
        json(
            post(
                "/api/diff/admin/" + database,
                JSON.createObjectNode()
                    .put("before_data_version", before)
                    .put("after_data_version", after)));
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode operation : operations) {
      JsonNode document =
          switch (operation.path("@op").asText()) {
            case "Insert" -> operation.path("@insert");
            case "Delete" -> operation.path("@delete");
            default -> operation;
          };
      ids.add(document.path("@id").asText());
    }
    return ids;
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest post(String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(ANSWER_TIME_MAX)
        .header("Authorization", authorization);
  }

  private JsonNode json(HttpRequest request) {
    try (InputStream body = open(request)) {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("TerminusDB did not answer " + request.uri(), e);
    }
  }

  private InputStream open(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + body);
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
