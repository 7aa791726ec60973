// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One service as one caller sees it. */
final class Api {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than any lease: a caller that waits for a take-over gets its answer. */
  private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(90);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI url;
  private final String[] headers;

  /** A caller with a bearer token. */
  Api(URI url, String token) {
    this(url, token, "Bearer ");
  }

  private Api(URI url, String credentials, String scheme) {
    this(url, new String[] {"Authorization", scheme + credentials});
  }

  private Api(URI url, String[] headers) {
    this.url = url;
    this.headers = headers;
  }

  /** A caller who shows nothing. */
  static Api stranger(URI url) {
    return new Api(url, new String[] {"Accept", "*/*"});
  }

  /** A caller with the cookie an answer set, and with more headers. */
  static Api withCookieOf(Answer login, URI url, String... moreHeaders) {
    String cookie = login.header("Set-Cookie").orElseThrow().split(";", -1)[0];
    List<String> headers = new ArrayList<>(List.of("Cookie", cookie));
    headers.addAll(List.of(moreHeaders));
    return new Api(url, headers.toArray(String[]::new));
  }

  /** The same caller with one more header. */
  Api with(String name, String value) {
    List<String> more = new ArrayList<>(List.of(headers));
    more.addAll(List.of(name, value));
    return new Api(url, more.toArray(String[]::new));
  }

  /** A caller with a password. */
  static Api basic(URI url, String user, String password) {
    String credentials = user + ":" + password;
    return new Api(
        url,
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
        "Basic ");
  }

  /** What was answered; {@code body} is JSON null when there is none, or it is no JSON. */
  record Answer(int status, HttpResponse<String> response, JsonNode body) {

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    String etag() {
      return header("ETag").orElseThrow(() -> new AssertionError("no ETag in " + this));
    }

    @Override
    public String toString() {
      return response + " " + response.body();
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /** Posts nothing. */
  Answer post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  /** What is no JSON. */
  String text(String path) {
    return exchange(request(path).GET()).body();
  }

  /** The status alone, of an answer that need not be JSON. */
  int status(String path) {
    return exchange(request(path).GET()).statusCode();
  }

  Answer post(String path, JsonNode body) {
    return send(posting(path, body));
  }

  Answer post(String path, JsonNode body, String idempotencyKey) {
    return send(posting(path, body).header("Idempotency-Key", idempotencyKey));
  }

  /** Sends now and does not wait for the answer. */
  CompletableFuture<Answer> postAsync(String path, JsonNode body) {
    return HTTP.sendAsync(posting(path, body).build(), BodyHandlers.ofString())
        .thenApply(Api::answer);
  }

  Answer patch(String path, JsonNode body, String etag) {
    return send(
        request(path)
            .header("Content-Type", "application/merge-patch+json")
            .header("If-Match", etag)
            .method("PATCH", json(body)));
  }

  Answer put(String path, JsonNode body, String etag) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("If-Match", etag)
            .PUT(json(body)));
  }

  Answer delete(String path, String etag) {
    return send(request(path).header("If-Match", etag).DELETE());
  }

  /** Deletes what has no revision. */
  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** Sends with these headers; how the connection fails is the caller's to judge. */
  Answer exchange(String method, String path, JsonNode body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path).header("Content-Type", "application/json").method(method, json(body));
    headers.forEach(request::header);
    return answer(HTTP.send(request.build(), BodyHandlers.ofString()));
  }

  /** Calls with an empty object as body, or with none when there is no media type. */
  Answer call(String method, String path, String mediaType) {
    HttpRequest.Builder request = request(path);
    return mediaType.isEmpty()
        ? send(request.method(method, BodyPublishers.noBody()))
        : send(
            request
                .header("Content-Type", mediaType)
                .method(method, json(JSON.createObjectNode())));
  }

  private HttpRequest.Builder posting(String path, JsonNode body) {
    return request(path).header("Content-Type", "application/json").POST(json(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER_TIME_MAX).headers(headers);
  }

  private static BodyPublisher json(JsonNode body) {
    return BodyPublishers.ofString(body.toString());
  }

  private static Answer send(HttpRequest.Builder request) {
    return answer(exchange(request));
  }

  private static HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isText(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").startsWith("text/");
  }

  private static Answer answer(HttpResponse<String> response) {
    try {
      String body = response.body();
      boolean none = body.isBlank() || isText(response);
      return new Answer(
          response.statusCode(), response, none ? JSON.nullNode() : JSON.readTree(body));
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response + " " + response.body(), e);
    }
  }
}
