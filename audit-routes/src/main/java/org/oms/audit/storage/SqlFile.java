// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A statement in a file of the class path. */
public record SqlFile(String text) {

  /** Reads {@code sql/<name>.sql}. */
  public static SqlFile named(String name) {
    try (InputStream sql = SqlFile.class.getResourceAsStream("/sql/" + name + ".sql")) {
      return new SqlFile(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
