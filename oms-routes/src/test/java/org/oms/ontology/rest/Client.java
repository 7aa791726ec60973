// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The running service as one caller sees it. */
public final class Client {

  public static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  static final String SECRET = "development-only-secret-0123456789abcdef";
  static final String ISSUER = "https://issuer.oms.local";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI root;
  private final String authorization;

  private Client(URI root, String authorization) {
    this.root = root;
    this.authorization = authorization;
  }

  /** A caller with one role and the name of that role, once the service is ready. */
  public static Client of(URI root, String role) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> new Client(root, "").get("/health/ready").status() == 200);
    return named(root, role, role);
  }

  /** The same, however the service is. */
  public static Client withoutWaiting(URI root, String role) {
    return named(root, role, role);
  }

  static Client named(URI root, String name, String role) {
    return withAuthorization(root, "Bearer " + signed(claims(name, role), SECRET));
  }

  /** What a good token says. */
  static JWTClaimsSet.Builder claims(String name, String role) {
    return new JWTClaimsSet.Builder()
        .jwtID(UUID.randomUUID().toString())
        .issuer(ISSUER)
        .audience("oms")
        .subject(name)
        .claim("preferred_username", name)
        .claim("roles", List.of(role))
        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
  }

  static String signed(JWTClaimsSet.Builder claims, String secret) {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** A caller with this Authorization header, none when it is empty. */
  public static Client withAuthorization(URI root, String authorization) {
    return new Client(root, authorization);
  }

  /** What was answered; the body is JSON null when there is none. */
  public record Answer(HttpResponse<String> response, JsonNode body) {

    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String etag() {
      return header("ETag");
    }

    /** The same answer, which must have this status. */
    public Answer is(int status) {
      assertThat(status()).as(toString()).isEqualTo(status);
      return this;
    }

    /** The same answer, which must be a whole problem document with this status and code. */
    public Answer isProblem(int status, String code) {
      is(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(body.path("type").asText()).as(toString()).endsWith("/problems/" + code);
      assertThat(body.path("title").asText()).isNotBlank();
      assertThat(body.path("status").asInt()).isEqualTo(status);
      assertThat(body.path("detail").asText()).as(toString()).isNotBlank();
      assertThat(body.path("instance").asText()).isEqualTo(response.uri().getRawPath());
      assertThat(body.path("requestId").asText()).isNotBlank().isEqualTo(header("X-Request-Id"));
      return this;
    }

    /** The pointers and codes of a problem's errors, for example {@code /apiName required}. */
    public List<String> errors() {
      return body.path("errors").findParents("pointer").stream()
          .map(error -> error.path("pointer").asText() + " " + error.path("code").asText())
          .toList();
    }

    @Override
    public String toString() {
      return response + " " + response.body();
    }
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public Answer post(String path, Object json, String... headers) {
    return send("POST", path, text(json), with(headers, "Content-Type", "application/json"));
  }

  public CompletableFuture<Answer> postLater(String path, Object json, String... headers) {
    HttpRequest request =
        request("POST", path, text(json), with(headers, "Content-Type", "application/json"));
    return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(Client::answer);
  }

  public Answer put(String path, Object json, String... headers) {
    return send("PUT", path, text(json), with(headers, "Content-Type", "application/json"));
  }

  public Answer patch(String path, Object json, String... headers) {
    return send(
        "PATCH", path, text(json), with(headers, "Content-Type", "application/merge-patch+json"));
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    try {
      return answer(HTTP.send(request(method, path, body, headers), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private static BodyPublisher text(Object json) {
    return BodyPublishers.ofString(json.toString());
  }

  private static String[] with(String[] headers, String name, String value) {
    String[] more = Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = name;
    more[headers.length + 1] = value;
    return more;
  }

  private static Answer answer(HttpResponse<String> response) {
    try {
      String body = response.body();
      return new Answer(response, body.isBlank() ? JSON.nullNode() : JSON.readTree(body));
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response + " " + response.body(), e);
    }
  }
}
