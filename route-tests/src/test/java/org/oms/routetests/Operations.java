// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalInt;
import org.oms.stack.ServicePart;

/** A service as its operator sees it: health and metrics, which need no token. */
final class Operations {

  /** Above the service's own time-outs for its parts. */
  private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(40);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ServicePart service;

  Operations(ServicePart service) {
    this.service = service;
  }

  /** 200 while requests should be sent here, else 503. */
  int readiness() {
    return get("/health/ready").statusCode();
  }

  /** The same; nothing when nobody listens any more. */
  OptionalInt readinessIfItAnswers() {
    try {
      return OptionalInt.of(readiness());
    } catch (UncheckedIOException e) {
      return OptionalInt.empty();
    }
  }

  /** What a health check says beside its status; a missing node when it says nothing. */
  JsonNode health(String check) {
    try {
      for (JsonNode each : Api.JSON.readTree(get("/health").body()).path("checks")) {
        if (each.path("name").asText().equals(check)) {
          return each.path("data");
        }
      }
      throw new AssertionError(service.name() + " has no health check " + check);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The value of a metric now.
   *
   * @param series its name with its labels as /metrics writes them
   */
  double metric(String series) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(service.name() + " has no metric " + series));
  }

  /** All metrics now, as Prometheus gets them. */
  String metrics() {
    return get("/metrics").body();
  }

  /** The state of a circuit breaker: 0 closed, 1 half-open, 2 open. */
  int breaker(String name) {
    return (int) metric("oms_circuit_breaker_state{name=\"" + name + "\"}");
  }

  private HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(service.url().resolve(path)).timeout(ANSWER_TIME_MAX).build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
