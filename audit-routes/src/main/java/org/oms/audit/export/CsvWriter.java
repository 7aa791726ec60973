// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.oms.audit.csv.Csv;
import org.oms.audit.query.StoredEvent;

/** One row an event: what people sort and filter by, and the event itself in the last cell. */
final class CsvWriter implements EventWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, JsonPointer> COLUMNS = columns();

  @Override
  public void begin(OutputStream out) throws IOException {
    List<String> header = new ArrayList<>(List.of("recordedAt"));
    header.addAll(COLUMNS.keySet());
    header.add("event");
    Csv.write(List.<String[]>of(header.toArray(String[]::new)), out);
  }

  @Override
  public void write(List<StoredEvent> events, OutputStream out) throws IOException {
    List<String[]> rows = new ArrayList<>(events.size());
    for (StoredEvent event : events) {
      rows.add(row(event));
    }
    Csv.write(rows, out);
  }

  @Override
  public void end(OutputStream out) {
    // There is nothing after the last row.
  }

  private static String[] row(StoredEvent event) throws IOException {
    JsonNode json = JSON.readTree(event.event());
    List<String> cells = new ArrayList<>(COLUMNS.size() + 2);
    cells.add(event.recordedAtText());
    COLUMNS.values().forEach(pointer -> cells.add(cell(json.at(pointer))));
    cells.add(event.onOneLine().event());
    return cells.toArray(String[]::new);
  }

  private static String cell(JsonNode value) {
    if (value.isArray()) {
      return String.join(
          " ", StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList());
    }
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  private static Map<String, JsonPointer> columns() {
    Map<String, JsonPointer> columns = new LinkedHashMap<>();
    columns.put("time", JsonPointer.compile("/time"));
    columns.put("id", JsonPointer.compile("/id"));
    columns.put("action", JsonPointer.compile("/data/action"));
    columns.put("success", JsonPointer.compile("/data/success"));
    columns.put("errorCode", JsonPointer.compile("/data/errorCode"));
    columns.put("actorId", JsonPointer.compile("/data/actor/id"));
    columns.put("actorName", JsonPointer.compile("/data/actor/username"));
    columns.put("resourceType", JsonPointer.compile("/data/target/resourceType"));
    columns.put("resourceId", JsonPointer.compile("/data/target/resourceId"));
    columns.put("resourceName", JsonPointer.compile("/data/target/resourceName"));
    columns.put("sequence", JsonPointer.compile("/sequence"));
    columns.put("branch", JsonPointer.compile("/branch"));
    columns.put("commit", JsonPointer.compile("/commit"));
    columns.put("fieldsChanged", JsonPointer.compile("/data/changes/fieldsChanged"));
    columns.put("tags", JsonPointer.compile("/data/tags"));
    columns.put("classification", JsonPointer.compile("/data/classification"));
    columns.put("tenant", JsonPointer.compile("/tenant"));
    columns.put("requestId", JsonPointer.compile("/data/requestId"));
    columns.put("correlationId", JsonPointer.compile("/correlationid"));
    return columns;
  }
}
