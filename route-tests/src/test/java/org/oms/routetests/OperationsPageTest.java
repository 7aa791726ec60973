// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that leads an operator from a symptom to a route names routes that exist. */
class OperationsPageTest {

  private static final Path PROJECT = Path.of("..");
  private static final Pattern ROUTE_COLUMN =
      Pattern.compile("^\\|[^|]*\\|[^|]*\\| `([a-zA-Z]+)` \\|", Pattern.MULTILINE);

  @Test
  void everyRouteThePageNames_exists() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/operations.md"));
    List<MatchResult> routes = ROUTE_COLUMN.matcher(page).results().toList();
    String sources = routeSources();

    assertThat(routes).hasSizeGreaterThan(10);
    assertThat(routes)
        .extracting(match -> match.group(1))
        .allSatisfy(id -> assertThat(sources).contains(".routeId(\"" + id + "\")"));
  }

  private static String routeSources() throws IOException {
    try (Stream<Path> oms = Files.walk(PROJECT.resolve("oms-routes/src/main/java"));
        Stream<Path> audit = Files.walk(PROJECT.resolve("audit-routes/src/main/java"))) {
      return Stream.concat(oms, audit)
          .filter(file -> file.toString().endsWith(".java"))
          .map(OperationsPageTest::text)
          .collect(Collectors.joining());
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
