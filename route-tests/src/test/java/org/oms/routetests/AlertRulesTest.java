// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.AlertRules.OBSERVABILITY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.oms.routetests.AlertRules.Alert;

/** Alerts fire when they must, are silent when they must be, and lead to a row of the runbook. */
class AlertRulesTest {

  private static final Path TESTS = OBSERVABILITY.resolve("tests/alerts.yaml");

  @Test
  void prometheus_understandsItsConfigurationAndTheRules() throws Exception {
    String said = promtool("check", "config", OBSERVABILITY.resolve("prometheus.yaml").toString());
    assertThat(said).contains("%d rule files found".formatted(ruleFiles()));
  }

  @Test
  void alerts_fireAndAreSilent_asTheirTestsSay() throws Exception {
    assertThat(promtool("test", "rules", TESTS.toString())).contains("SUCCESS");
  }

  @Test
  void everyAlert_isSeenFiring_andSeenSilent() throws IOException {
    List<JsonNode> cases =
        stream(AlertRules.yaml(TESTS).path("tests"))
            .flatMap(test -> stream(test.path("alert_rule_test")))
            .toList();
    assertThat(AlertRules.all())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            alert -> {
              assertThat(cases).as(alert.name()).anyMatch(each -> isOf(alert, each, true));
              assertThat(cases).as(alert.name()).anyMatch(each -> isOf(alert, each, false));
            });
  }

  @Test
  void everyAlert_isARowOfTheOperationsPage_withItsRoute() throws IOException {
    List<String> page = Files.readAllLines(Path.of("../docs/operations.md"));
    assertThat(AlertRules.all())
        .allSatisfy(
            alert -> {
              assertThat(alert.annotation("summary")).as(alert.name()).isNotBlank();
              assertThat(alert.annotation("description")).as(alert.name()).isNotBlank();
              assertThat(alert.annotation("runbook"))
                  .isEqualTo("docs/operations.md#symptom-route-action");
              assertThat(page)
                  .as("a row of docs/operations.md for " + alert)
                  .anyMatch(
                      line ->
                          line.contains("`" + alert.name() + "`")
                              && line.contains("| `" + alert.annotation("route") + "` |"));
            });
  }

  private static boolean isOf(Alert alert, JsonNode each, boolean firing) {
    return each.path("alertname").asText().equals(alert.name())
        && each.path("exp_alerts").isEmpty() != firing;
  }

  private static int ruleFiles() throws IOException {
    return AlertRules.files("rules", ".yaml").size();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** Its output; fails when it does. */
  private static String promtool(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "promtool"; // `make parts` installs it.
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
