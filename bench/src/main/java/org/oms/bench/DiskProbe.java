// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** How long the disk takes for 4 KiB and a sync: what every durable commit pays at least once. */
final class DiskProbe {

  private static final int WRITES = 300;
  private static final int BLOCK_BYTES = 4096;

  private DiskProbe() {}

  static Histogram run(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = Files.createTempFile(directory, "disk-probe", ".bin");
    Histogram micros = new Histogram(60_000_000, 3);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < WRITES; i++) {
        long before = System.nanoTime();
        channel.write(ByteBuffer.allocate(BLOCK_BYTES));
        channel.force(false);
        micros.recordValue((System.nanoTime() - before) / 1000);
      }
    } finally {
      Files.delete(file);
    }
    return micros;
  }
}
