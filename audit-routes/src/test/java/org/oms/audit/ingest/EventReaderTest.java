// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.audit.event.EventField;

class EventReaderTest {

  private static final String ID = "01936f2e-5d1a-7b3c-9f10-2a4b6c8d0e12";

  private final EventReader reader = new EventReader(new EventSchema(), 1000);

  @ParameterizedTest
  @ValueSource(
      strings = {"object-type-created.json", "branch-merged.json", "link-type-update-refused.json"})
  void goldenExamplesAreEvents(String file) throws Exception {
    String text = example(file);
    String id = text.replaceFirst("(?s).*?\"id\": \"([^\"]+)\".*", "$1");
    assertThat(reader.read(message(text, id)).text()).isEqualTo(text);
  }

  @Test
  void columnsComeFromTheEvent() throws Exception {
    Event event = reader.read(message(example("object-type-created.json"), ID));
    Map<String, Object[]> columns = EventColumns.of(List.of(event));
    assertThat(columns.get("event_id")).containsExactly(ID);
    assertThat(columns.get("subject"))
        .containsExactly("object_type/ri.oms.object-type.01936f2e-5d1a-7000-8a11-5b6c7d8e9f01");
    assertThat(columns.get("actor_name")).containsExactly("kim.minjun");
    assertThat(columns.get("success")).containsExactly("true");
    assertThat(columns.get("aggregate_sequence")).containsExactly("1");
    assertThat(columns.get("error_code")).containsOnlyNulls();
    assertThat(columns.get("fields_changed"))
        .containsExactly("{\"apiName\",\"displayName\",\"primaryKey\",\"properties/employeeId\"}");
    assertThat(columns.get("search")[0].toString())
        .contains("'직원'", "'employee'")
        .doesNotContain("'ri'");
  }

  @Test
  void anArrayLiteralKeepsItsElements() throws Exception {
    String text =
        example("object-type-created.json").replace("\"tags\": []", "\"tags\": [\"a\\\"b\\\\\"]");
    assertThat(reader.read(message(text, ID)).array(EventField.TAGS)).isEqualTo("{\"a\\\"b\\\\\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"specversion\": \"1.0\"|\"specversion\": \"0.3\"",
        "\"sequence\": 1|\"sequence\": 0",
        "\"sequence\": 1|\"sequence\": 99999999999999999999",
        "\"sequence\": 1|\"sequence\": 1, \"sequence\": 2",
        "\"sequence\": 1|\"sequence\": 1, \"unknown\": 2",
        "2026-11-24T09:30:12.345Z|2026-13-24T09:30:12.345Z",
        "2026-11-24T09:30:12.345Z|0000-01-01T00:00:00Z",
        "\"branch\": \"main\"|\"branch\": \"a\\u0000b\"",
        "\"branch\": \"main\"|\"branch\": \"\\ud83d\""
      })
  void whatCanNotBeStoredIsRefused(String part, String replacement) throws Exception {
    String text =
        example("object-type-created.json").replaceFirst(quote(part), quoted(replacement));
    assertThatThrownBy(() -> reader.read(message(text, ID)))
        .isInstanceOf(MalformedEventException.class);
  }

  @Test
  void theMessageIdMustBeTheEventId() throws Exception {
    String text = example("object-type-created.json");
    assertThatThrownBy(() -> reader.read(message(text, "01936f2e-0000-7b3c-9f10-2a4b6c8d0e12")))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("Nats-Msg-Id");
    assertThatThrownBy(() -> reader.read(message(text, null)))
        .isInstanceOf(MalformedEventException.class);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] latin = {'"', (byte) 0xE9, '"'};
    assertThatThrownBy(() -> reader.read(new IncomingMessage(latin, ID, "s", "S", 1)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("UTF-8");
  }

  private static IncomingMessage message(String text, String id) {
    return new IncomingMessage(text.getBytes(UTF_8), id, "audit.events.a.b", "AUDIT_EVENTS", 1);
  }

  private static String example(String file) throws IOException {
    try (InputStream example = EventReaderTest.class.getResourceAsStream("/examples/" + file)) {
      return new String(example.readAllBytes(), UTF_8);
    }
  }

  private static String quote(String part) {
    return java.util.regex.Pattern.quote(part);
  }

  private static String quoted(String replacement) {
    return java.util.regex.Matcher.quoteReplacement(replacement);
  }
}
