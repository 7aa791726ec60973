// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A running server and how to speak to it.
 *
 * @param url without a slash at its end
 * @param authorization the header of the administrator
 */
record TerminusDb(String url, String authorization) {

  /** Stands in recorded requests for the administrator's header. */
  static final String ADMIN = "admin";

  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static TerminusDb of(String url, String user, String password) {
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String header = "Basic " + Base64.getEncoder().encodeToString(credentials);
    return new TerminusDb(url.replaceFirst("/$", ""), header);
  }

  /** Sends a request as the administrator. */
  HttpResponse<String> send(String method, String path, Object body) {
    String text = body instanceof String given ? given : JSON.valueToTree(body).toString();
    Optional<String> sent = body == null ? Optional.empty() : Optional.of(text);
    return send(method, path, Map.of(), Optional.of(ADMIN), sent);
  }

  /** Sends a request; an empty Content-Type leaves the header out. */
  HttpResponse<String> send(
      String method,
      String path,
      Map<String, String> headers,
      Optional<String> authorization,
      Optional<String> body) {
    BodyPublisher publisher = body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_WITHIN)
            .method(method, publisher);
    boolean isTyped = body.isPresent() && !headers.containsKey("Content-Type");
    if (isTyped) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    authorization
        .map(each -> each.equals(ADMIN) ? this.authorization : each)
        .ifPresent(each -> request.header("Authorization", each));
    return send(request.build());
  }

  JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
