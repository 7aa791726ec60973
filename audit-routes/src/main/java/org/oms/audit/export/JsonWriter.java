// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.oms.audit.query.StoredEvent;

/** One JSON document; what is cut off is no document. */
final class JsonWriter implements EventWriter {

  private long count;

  @Override
  public void begin(OutputStream out) throws IOException {
    out.write("{\"items\":[".getBytes(UTF_8));
  }

  @Override
  public void write(List<StoredEvent> events, OutputStream out) throws IOException {
    try (JsonGenerator json = NdjsonWriter.generator(out)) {
      for (StoredEvent event : events) {
        if (count++ > 0) {
          json.writeRaw(",\n");
        }
        event.writeTo(json);
      }
    }
  }

  @Override
  public void end(OutputStream out) throws IOException {
    out.write(("],\"count\":" + count + "}").getBytes(UTF_8));
  }
}
