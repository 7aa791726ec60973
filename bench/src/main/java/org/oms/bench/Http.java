// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/** One kind of caller: a base address and how it shows who it is. */
final class Http {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  private static final int ATTEMPTS_MAX = 5;
  private static final Pattern ALREADY_THERE = Pattern.compile("AlreadyExists");

  private final HttpClient client;
  private final String base;
  private final String authorization;

  private Http(HttpClient client, String base, String authorization) {
    this.client = client;
    this.base = base;
    this.authorization = authorization;
  }

  /** Keeps connections, as clients of the services do. */
  static Http bearer(String base, String token) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    return new Http(client, base, "Bearer " + token);
  }

  /**
   * A direct caller of TerminusDB. It offers HTTP/2, so the server closes each connection: the
   * fastest way to read documents, which stall for 44 ms on a kept one.
   */
  static Http basic(String base, String user, String password) {
    String credentials = user + ":" + password;
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    return new Http(
        client,
        base,
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return client.send(change(method, path, json).build(), BodyHandlers.ofString());
  }

  /** As {@link #send}, but an answer outside 2xx is an error. */
  String expect(String method, String path, String json) throws IOException, InterruptedException {
    return successful(send(method, path, json));
  }

  /**
   * As {@link #expect}, for what need only be there. TerminusDB closes a connection now and then
   * without an answer: asked again, "already exists" is an answer too.
   */
  void ensure(String method, String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> response = null;
    for (int attempt = 1; response == null; attempt++) {
      try {
        response = send(method, path, json);
      } catch (IOException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
    if (!ALREADY_THERE.matcher(response.body()).find()) {
      successful(response);
    }
  }

  /** A POST with a request id and a correlation id of the caller's choice. */
  HttpResponse<String> send(String path, String json, String requestId, String correlationId)
      throws IOException, InterruptedException {
    HttpRequest request =
        change("POST", path, json)
            .header("X-Request-Id", requestId)
            .header("X-Correlation-Id", correlationId)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String successful(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      HttpRequest request = response.request();
      throw new IOException(
          request.method()
              + " "
              + request.uri()
              + " answered "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }

  private HttpRequest.Builder change(String method, String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(json));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(REQUEST_TIMEOUT)
        .header("Authorization", authorization);
  }
}
