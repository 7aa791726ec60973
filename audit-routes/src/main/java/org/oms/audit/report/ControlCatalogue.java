// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The controls of {@code controls/catalogue.yaml}, each with its query. */
@ApplicationScoped
public class ControlCatalogue {

  static final List<String> FRAMEWORKS = List.of("SOX", "GDPR", "PCI_DSS");
  private static final Set<String> VERDICTS = Set.of("PASS", "WARN", "FAIL");

  private final List<Control> controls = new ArrayList<>();

  public ControlCatalogue() {
    try {
      for (JsonNode control :
          new ObjectMapper(new YAMLFactory()).readTree(text("catalogue.yaml"))) {
        controls.add(control(control));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The controls of a framework, in the order of the catalogue. */
  List<Control> of(String framework) {
    return controls.stream().filter(control -> control.standards().containsKey(framework)).toList();
  }

  private static Control control(JsonNode entry) {
    Map<String, String> standards = new TreeMap<>();
    for (Map.Entry<String, JsonNode> standard : entry.path("standards").properties()) {
      if (!FRAMEWORKS.contains(standard.getKey())) {
        throw new IllegalStateException("no framework " + standard.getKey());
      }
      standards.put(standard.getKey(), standard.getValue().asText());
    }
    return new Control(
        entry.path("id").asText(),
        entry.path("title").asText(),
        standards,
        query(entry, "query"),
        query(entry, "applies"),
        entry.has("query") ? verdict(entry.path("when").asText()) : null,
        verdict(entry.path("none").asText("PASS")),
        entry.path("note").textValue());
  }

  /** Null when the control has none. */
  private static String query(JsonNode entry, String field) {
    return entry.has(field) ? text(entry.path(field).asText() + ".sql") : null;
  }

  private static String verdict(String verdict) {
    if (!VERDICTS.contains(verdict)) {
      throw new IllegalStateException("no verdict " + verdict);
    }
    return verdict;
  }

  private static String text(String file) {
    try (InputStream content = ControlCatalogue.class.getResourceAsStream("/controls/" + file)) {
      if (content == null) {
        throw new IllegalStateException("no file controls/" + file);
      }
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
