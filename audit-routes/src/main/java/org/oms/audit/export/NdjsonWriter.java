// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.oms.audit.query.StoredEvent;

/** One JSON object a line. */
final class NdjsonWriter implements EventWriter {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public void begin(OutputStream out) {
    // There is nothing before the first line.
  }

  @Override
  public void write(List<StoredEvent> events, OutputStream out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      for (StoredEvent event : events) {
        event.onOneLine().writeTo(json);
        json.writeRaw('\n');
      }
    }
  }

  @Override
  public void end(OutputStream out) {
    // There is nothing after the last line.
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out, JsonEncoding.UTF8)
        .setPrettyPrinter(new MinimalPrettyPrinter(""))
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }
}
