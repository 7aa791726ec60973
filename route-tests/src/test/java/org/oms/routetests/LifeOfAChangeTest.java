// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that leads a reader through the code names files that exist. */
class LifeOfAChangeTest {

  private static final Path PROJECT = Path.of("..");
  private static final Pattern FILE = Pattern.compile("`([a-z-]+/[\\w./-]+\\.\\w+)`");

  @Test
  void everyFileThePageNames_exists() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/life-of-a-change.md"));

    assertThat(FILE.matcher(page).results().count()).isGreaterThan(10);
    assertThat(FILE.matcher(page).results().map(match -> PROJECT.resolve(match.group(1))))
        .allSatisfy(file -> assertThat(file).exists());
  }
}
