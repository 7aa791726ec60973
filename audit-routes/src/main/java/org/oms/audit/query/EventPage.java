// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of events.
 *
 * @param next where the next page begins; empty on the last one
 * @param count how many events fit, when that was asked
 */
public record EventPage(
    EventQuery query,
    List<StoredEvent> events,
    Optional<Cursor> next,
    OptionalLong count,
    boolean countIsLimit) {

  private static final JsonFactory JSON = new JsonFactory();

  /** The body of the answer. */
  byte[] json() {
    return write(
        json -> {
          writeItems(json);
          if (count.isPresent()) {
            json.writeNumberField("count", count.getAsLong());
            json.writeBooleanField("countIsLimit", countIsLimit);
          }
        });
  }

  /** The one event that was asked for. */
  byte[] onlyEventJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      events.get(0).writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  void writeItems(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("items");
    for (StoredEvent event : events) {
      event.writeTo(json);
    }
    json.writeEndArray();
    if (next.isPresent()) {
      json.writeStringField("nextCursor", next.get().text());
    }
  }

  /** An object whose fields the writer writes. */
  static byte[] write(FieldWriter writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writer.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The value of the {@code Link} header (RFC 8288); null on the last page. */
  String link(String apiPath) {
    if (next.isEmpty()) {
      return null;
    }
    StringBuilder link = new StringBuilder("<").append(apiPath).append(query.path()).append('?');
    for (Map.Entry<String, String> filter : query.linkFilters().entrySet()) {
      link.append(filter.getKey()).append('=').append(encode(filter.getValue())).append('&');
    }
    link.append("limit=").append(query.limit()).append("&cursor=").append(next.get().text());
    return link.append(">; rel=\"next\"").toString();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Writes fields of an object. */
  @FunctionalInterface
  interface FieldWriter {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
