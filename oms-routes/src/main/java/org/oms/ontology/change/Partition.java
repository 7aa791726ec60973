// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which of the relay's partitions an aggregate belongs to: the same on every instance, for ever.
 */
public final class Partition {

  public static final int COUNT = 64;

  private Partition() {}

  public static int of(String aggregate) {
    CRC32 crc = new CRC32();
    crc.update(aggregate.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % COUNT);
  }
}
