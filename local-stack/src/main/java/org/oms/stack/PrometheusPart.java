// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prometheus with the configuration and the alert rules of {@code compose/observability}, asking
 * this stack's first OMS and Audit. It is started when somebody asks for it.
 */
public final class PrometheusPart extends Part {

  static final String NAME = "prometheus";

  PrometheusPart(Workshop workshop) {
    super(NAME, workshop);
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public boolean isReady() {
    return Probe.answers(URI.create(address() + "/-/ready"), workshop().limits().probe());
  }

  @Override
  void prepare() {
    super.prepare();
    workshop().state().write(configuration(), here());
  }

  @Override
  Launch launchPlan() {
    return Launch.of(
        List.of(
            "prometheus",
            "--config.file=" + configuration(),
            "--storage.tsdb.path=" + data(),
            "--web.listen-address=127.0.0.1:" + port()));
  }

  private Path configuration() {
    return workshop().state().config("prometheus.yaml");
  }

  /** What the containers use, with the addresses of this machine. */
  private String here() {
    Path observability = workshop().project().resolve("compose/observability");
    Map<String, String> places =
        Map.of(
            "\"oms:18000\"", target("oms"),
            "\"audit:18001\"", target("audit"),
            "\"rules/*.yaml\"", "\"" + observability.resolve("rules/*.yaml") + "\"");
    String text = read(observability.resolve("prometheus.yaml"));
    for (Map.Entry<String, String> place : places.entrySet()) {
      if (!text.contains(place.getKey())) {
        throw new StackException(
            "compose/observability/prometheus.yaml has no %s to put %s in its place."
                .formatted(place.getKey(), place.getValue()));
      }
      text = text.replace(place.getKey(), place.getValue());
    }
    return text;
  }

  private String target(String service) {
    return "\"127.0.0.1:" + workshop().ports().of(service) + "\"";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StackException("The file %s can't be read.".formatted(file), e);
    }
  }
}
