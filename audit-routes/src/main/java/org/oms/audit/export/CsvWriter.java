// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.oms.audit.csv.Csv;
import org.oms.audit.event.EventField;
import org.oms.audit.query.StoredEvent;

/** One row an event: what people sort and filter by, and the event itself in the last cell. */
final class CsvWriter implements EventWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<EventField> COLUMNS =
      List.of(
          EventField.TIME,
          EventField.ID,
          EventField.ACTION,
          EventField.SUCCESS,
          EventField.ERROR_CODE,
          EventField.ACTOR_ID,
          EventField.ACTOR_NAME,
          EventField.RESOURCE_TYPE,
          EventField.RESOURCE_ID,
          EventField.RESOURCE_NAME,
          EventField.SEQUENCE,
          EventField.BRANCH,
          EventField.COMMIT,
          EventField.FIELDS_CHANGED,
          EventField.TAGS,
          EventField.CLASSIFICATION,
          EventField.TENANT,
          EventField.REQUEST_ID,
          EventField.CORRELATION_ID);

  @Override
  public void begin(OutputStream out) throws IOException {
    List<String> header = new ArrayList<>(List.of("recordedAt"));
    COLUMNS.forEach(column -> header.add(column.label()));
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
    COLUMNS.forEach(column -> cells.add(cell(column.of(json))));
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
}
