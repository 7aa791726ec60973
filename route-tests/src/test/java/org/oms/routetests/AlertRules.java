// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code compose/observability} tells Prometheus to watch. */
final class AlertRules {

  static final Path OBSERVABILITY = Path.of("../compose/observability");

  private static final YAMLMapper YAML = new YAMLMapper();

  private AlertRules() {}

  /** One alert, as its file has it. */
  record Alert(String name, String expression, JsonNode annotations) {

    String annotation(String key) {
      return annotations.path(key).asText();
    }
  }

  static List<Alert> all() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    for (Path file : files("rules", ".yaml")) {
      for (JsonNode group : yaml(file).path("groups")) {
        for (JsonNode rule : group.path("rules")) {
          String expression = rule.path("expr").asText();
          alerts.add(new Alert(rule.path("alert").asText(), expression, rule.path("annotations")));
        }
      }
    }
    return alerts;
  }

  static JsonNode yaml(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  static List<Path> files(String directory, String ending) throws IOException {
    try (Stream<Path> files = Files.list(OBSERVABILITY.resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
