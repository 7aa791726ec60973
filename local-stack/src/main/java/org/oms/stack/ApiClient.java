// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Calls one service as one user.
 *
 * @param base the address all paths are relative to, with its API prefix
 * @param token the user's bearer token
 * @param correlationId joins all requests of one run in the audit log
 */
record ApiClient(URI base, String token, String correlationId) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A write waits for its commit; a busy machine makes that slow, a minute means something is
   * broken.
   */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  /**
   * What came back.
   *
   * @param etag the resource's version, or an empty text
   * @param commit the commit that holds the change, or an empty text
   */
  record Answer(int status, JsonNode body, String etag, String commit) {}

  Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  Answer post(String path, JsonNode body) {
    return send("POST", path, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
  }

  Answer patch(String path, JsonNode body, String etag) {
    return send("PATCH", path, body, Map.of("If-Match", etag));
  }

  Answer delete(String path, String etag) {
    return send("DELETE", path, null, Map.of("If-Match", etag));
  }

  /**
   * The body of an answer with the expected status; anything else ends the run with the problem's
   * text.
   */
  static JsonNode require(int status, Answer answer) {
    if (answer.status() != status) {
      throw new StackException(
          "The service answers %d instead of %d: %s"
              .formatted(answer.status(), status, answer.body()));
    }
    return answer.body();
  }

  private Answer send(String method, String path, JsonNode body, Map<String, String> headers) {
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWER_LIMIT)
            .header("Authorization", "Bearer " + token)
            .header("X-Correlation-Id", correlationId)
            .method(method, content);
    if (body != null) {
      boolean patch = method.equals("PATCH");
      request.header("Content-Type", patch ? "application/merge-patch+json" : "application/json");
    }
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          parse(response.body()),
          response.headers().firstValue("ETag").orElse(""),
          response.headers().firstValue("OMS-Commit").orElse(""));
    } catch (IOException e) {
      throw new StackException("Nobody answers at %s: run `make up` first.".formatted(base), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("A request was interrupted.", e);
    }
  }

  private static JsonNode parse(String text) throws JsonProcessingException {
    return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
  }
}
