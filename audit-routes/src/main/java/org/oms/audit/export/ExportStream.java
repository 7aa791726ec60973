// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.oms.audit.http.StreamedAnswer;
import org.oms.audit.query.Cursor;
import org.oms.audit.query.EventFinder;
import org.oms.audit.query.EventPage;

/**
 * An export as it is read: one page of events in memory, and a database connection only while the
 * next page is fetched.
 */
final class ExportStream extends StreamedAnswer {

  private final Export export;
  private final EventFinder finder;
  private final int pageEvents;
  private final ExportEnd whenEnded;
  private final EventWriter writer;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private InputStream page;
  private Optional<Cursor> next = Optional.empty();
  private boolean more = true;
  private volatile boolean exhausted;

  ExportStream(Export export, EventFinder finder, int pageEvents, ExportEnd whenEnded) {
    this.export = export;
    this.finder = finder;
    this.pageEvents = pageEvents;
    this.whenEnded = whenEnded;
    this.writer = export.format().writer();
  }

  /** Fetches the first page, so that what can't be answered at all is a problem and no stream. */
  void open() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.begin(bytes);
    addPage(bytes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    reads.incrementAndGet();
    if (exhausted) {
      return -1;
    }
    if (ended.get()) {
      throw new IOException("The export has ended.");
    }
    int count = page.read(target, offset, length);
    while (count < 0 && more) {
      addPage(new ByteArrayOutputStream());
      count = page.read(target, offset, length);
    }
    if (count < 0) {
      exhausted = true;
      finish(true);
    }
    return count;
  }

  @Override
  public long progress() {
    return reads.get();
  }

  @Override
  public void release() {
    finish(false);
  }

  private void finish(boolean complete) {
    if (ended.compareAndSet(false, true)) {
      whenEnded.ended(events.get(), complete);
    }
  }

  private void addPage(ByteArrayOutputStream bytes) throws IOException {
    EventPage found = find();
    writer.write(found.events(), bytes);
    events.addAndGet(found.events().size());
    next = found.next();
    more = next.isPresent();
    if (!more) {
      writer.end(bytes);
    }
    page = new ByteArrayInputStream(bytes.toByteArray());
  }

  private EventPage find() throws IOException {
    try {
      return finder.find(export.query().page(next, pageEvents));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Hears once how an export ended. */
  @FunctionalInterface
  interface ExportEnd {

    /**
     * Nothing more will be read.
     *
     * @param complete the client has taken everything
     */
    void ended(long events, boolean complete);
  }
}
