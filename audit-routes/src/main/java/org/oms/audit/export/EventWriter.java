// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.oms.audit.query.StoredEvent;

/** Writes events in one of the {@linkplain ExportFormat forms}. */
interface EventWriter {

  /** What comes before the first event. */
  void begin(OutputStream out) throws IOException;

  /** A page of events. */
  void write(List<StoredEvent> events, OutputStream out) throws IOException;

  /** What comes after the last event. */
  void end(OutputStream out) throws IOException;
}
