// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.oms.audit.csv.Csv;

/** Writes a report as JSON, CSV or HTML. */
@ApplicationScoped
public class ReportRendering {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> AS_MAP = new TypeReference<>() {};
  private static final List<String> CONTROL_COLUMNS =
      List.of("id", "standard", "title", "status", "count", "samples", "note", "ranAt", "query");

  private final Template page;

  ReportRendering() throws IOException {
    page = page();
  }

  /** Values are escaped: the names in an event may be anything. */
  private static Template page() throws IOException {
    Variant html = Variant.forContentType(Variant.TEXT_HTML);
    Engine engine =
        Engine.builder()
            .addDefaults()
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .build();
    try (InputStream template =
        ReportRendering.class.getResourceAsStream("/templates/report.html")) {
      return engine.parse(new String(template.readAllBytes(), UTF_8), html, "report.html");
    }
  }

  /** The report in its form. */
  public byte[] render(ReportContent content) throws IOException {
    return switch (content.format()) {
      case JSON -> content.json().toString().getBytes(UTF_8);
      case CSV -> csv(content.json());
      case HTML ->
          page.data("report", JSON.convertValue(content.json(), AS_MAP)).render().getBytes(UTF_8);
    };
  }

  private static byte[] csv(JsonNode report) throws IOException {
    boolean compliance = report.has("controls");
    List<String> columns = compliance ? CONTROL_COLUMNS : ReportMaker.EVENT_COLUMNS;
    List<String[]> rows = new ArrayList<>();
    rows.add(columns.toArray(String[]::new));
    for (JsonNode item : report.path(compliance ? "controls" : "events")) {
      rows.add(columns.stream().map(column -> cell(item.path(column))).toArray(String[]::new));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Csv.write(rows, bytes);
    return bytes.toByteArray();
  }

  private static String cell(JsonNode value) {
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(element -> texts.add(element.asText()));
      return String.join("\n", texts);
    }
    return value.isMissingNode() ? null : value.asText();
  }
}
