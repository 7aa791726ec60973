// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.stack.ServicePart;

/**
 * The page of metrics is what the services expose, from their start on: an alert on a counter that
 * appears only with the first fault would miss it.
 */
class MetricsPageIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  /** {@code | `name` | type | unit | labels | …}, where labels are {@code `name`: value, value}. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `((?:oms|audit)_\\w+)` \\| (\\w+) \\| [^|]*\\| (?:`(\\w+)`: ([^|]*?) )?\\|",
          Pattern.MULTILINE);

  private static final Pattern TYPE =
      Pattern.compile("^# TYPE ((?:oms|audit)_\\w+) (\\w+)$", Pattern.MULTILINE);

  @Test
  void everyMetric_isOnThePage_andThereFromTheStart() throws IOException {
    ServicePart oms = SYSTEM.omsVariant();
    ServicePart audit = SYSTEM.auditVariant();
    RunningSystem.startTogether(List.of(oms, audit));

    Map<String, String> exposed = exposed(new Operations(oms).metrics());
    exposed.putAll(exposed(new Operations(audit).metrics()));
    assertThat(documented()).containsExactlyInAnyOrderEntriesOf(exposed);
  }

  /** By name: type, and the label with its values. */
  private static Map<String, String> documented() throws IOException {
    String page = Files.readString(Path.of("../docs/observability.md"));
    Map<String, String> metrics = new TreeMap<>();
    ROW.matcher(page)
        .results()
        .forEach(row -> metrics.put(row.group(1), row.group(2) + " " + labels(row)));
    return metrics;
  }

  private static Map<String, Set<String>> labels(MatchResult row) {
    return row.group(3) == null
        ? Map.of()
        : Map.of(row.group(3), new TreeSet<>(List.of(row.group(4).split(", ", -1))));
  }

  private static Map<String, String> exposed(String metrics) {
    Map<String, String> types =
        TYPE.matcher(metrics)
            .results()
            .collect(
                Collectors.toMap(
                    found -> found.group(1) + (found.group(2).equals("counter") ? "_total" : ""),
                    found -> found.group(2)));
    Map<String, String> exposed = new TreeMap<>();
    types.forEach((name, type) -> exposed.put(name, type + " " + labels(name, metrics)));
    return exposed;
  }

  /** Of a counter or gauge; the bounds of a histogram's buckets are none of its own labels. */
  private static Map<String, Set<String>> labels(String name, String metrics) {
    return Pattern.compile("^" + name + "\\{([^}]*)}", Pattern.MULTILINE)
        .matcher(metrics)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",", -1)))
        .map(label -> label.replace("\"", "").split("=", -1))
        .collect(
            Collectors.groupingBy(
                label -> label[0],
                TreeMap::new,
                Collectors.mapping(label -> label[1], Collectors.toCollection(TreeSet::new))));
  }
}
