// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that names the test behind each promise names tests that exist. */
class ResiliencePageTest {

  private static final Path PROJECT = Path.of("..");

  /** {@code SomeIT}, {@code SomeIT.method} or the beginning of a method and {@code …}. */
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))(?:\\.(\\w+))?…?`");

  @Test
  void everyTestThePageNames_exists() throws IOException {
    Map<String, String> tests = testSources();
    Matcher named = TEST.matcher(Files.readString(PROJECT.resolve("docs/resilience.md")));
    int count = 0;
    while (named.find()) {
      String method = Optional.ofNullable(named.group(2)).map(name -> "void " + name).orElse("");
      assertThat(tests).as(named.group()).containsKey(named.group(1));
      assertThat(tests.get(named.group(1))).as(named.group()).contains(method);
      count++;
    }
    assertThat(count).isGreaterThan(50);
  }

  /** By the name of the class. */
  private static Map<String, String> testSources() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT)) {
      return files
          .filter(file -> file.toString().matches(".*/src/test/java/.*(IT|Test)\\.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  ResiliencePageTest::text,
                  (one, other) -> one + other));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
