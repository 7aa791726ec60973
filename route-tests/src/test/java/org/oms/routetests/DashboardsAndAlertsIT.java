// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.AlertRules.Alert;
import org.oms.stack.Part;

/**
 * What the dashboards show and the alerts watch is there: a Prometheus asks both running services,
 * and each query finds its series.
 */
class DashboardsAndAlertsIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  /** Some questions of Prometheus to the services, five seconds apart. */
  private static final Duration SCRAPES = Duration.ofSeconds(40);

  private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Pattern ALERT_LABEL = Pattern.compile("\\$labels\\.(\\w+)");
  private static final Part PROMETHEUS = SYSTEM.prometheus();
  private static final Api QUERIES = Api.stranger(URI.create(PROMETHEUS.address()));

  @BeforeAll
  static void letSomethingBeSeen() {
    PROMETHEUS.start();
    String name = Ontology.name("Watched");
    assertThat(create(name)).isEqualTo(201);
    assertThat(create(name)).isEqualTo(409);
    SYSTEM.stack().terminusdb().kill();
    assertThat(create(Ontology.name("Refused"))).isEqualTo(503);
    SYSTEM.stack().terminusdb().start();
    awaitThat("the event is stored").until(() -> SYSTEM.database().stored(name) >= 1);
  }

  @AfterAll
  static void stopPrometheus() {
    PROMETHEUS.stop();
  }

  @Test
  void everyQueryOfEveryDashboard_hasAResult() throws IOException {
    List<Panel> panels = panels();
    assertThat(panels).hasSizeGreaterThan(20);
    awaitScrapes().untilAsserted(() -> assertThat(faults(panels)).isEmpty());
  }

  @Test
  void everyDashboard_asksTheProvisionedDatasource() throws IOException {
    Path provisioning =
        AlertRules.OBSERVABILITY.resolve("grafana/provisioning/datasources/datasources.yaml");
    List<String> known = AlertRules.yaml(provisioning).findValuesAsText("uid");
    assertThat(panels()).extracting(Panel::datasource).isSubsetOf(known).contains("prometheus");
  }

  @Test
  void everySeriesThatAnAlertWatches_isThere() throws IOException {
    List<Alert> alerts = AlertRules.all();
    awaitScrapes()
        .untilAsserted(
            () ->
                assertThat(alerts.stream().flatMap(DashboardsAndAlertsIT::faults).toList())
                    .isEmpty());
  }

  @Test
  void prometheus_watchesEveryAlert() throws IOException {
    JsonNode rules = QUERIES.get("/api/v1/rules").body();
    assertThat(new TreeSet<>(rules.findValuesAsText("name")))
        .containsAll(AlertRules.all().stream().map(Alert::name).toList());
  }

  /** One query of a panel, and the labels that its legend names. */
  private record Panel(String title, String datasource, String query, List<String> legend) {}

  private static List<Panel> panels() throws IOException {
    List<Panel> panels = new ArrayList<>();
    for (Path file : AlertRules.files("grafana/dashboards", ".json")) {
      for (JsonNode panel : Api.JSON.readTree(file.toFile()).path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          panels.add(
              new Panel(
                  panel.path("title").asText(),
                  panel.at("/datasource/uid").asText(),
                  target.path("expr").asText(),
                  names(LEGEND, target.path("legendFormat").asText())));
        }
      }
    }
    return panels;
  }

  private static List<String> faults(List<Panel> panels) {
    return panels.stream()
        .flatMap(
            panel ->
                Stream.concat(
                    faults(panel.title(), panel.query(), panel.legend()),
                    seriesFaults(panel.title(), panel.query(), List.of())))
        .toList();
  }

  /** The whole of an alert's expression has no result while all is well, so its series count. */
  private static Stream<String> faults(Alert alert) {
    List<String> labels = names(ALERT_LABEL, alert.annotations().toString());
    return seriesFaults(alert.name(), alert.expression(), labels);
  }

  /** What is missing of the series that an expression reads. */
  private static Stream<String> seriesFaults(
      String where, String expression, List<String> moreLabels) {
    Promql query = new Promql(expression);
    List<String> labels =
        Stream.concat(query.groupingLabels().stream(), moreLabels.stream()).toList();
    assertThat(query.selectors()).as(expression).isNotEmpty();
    return query.selectors().stream().flatMap(selector -> faults(where, selector, labels));
  }

  private static Stream<String> faults(String where, String query, List<String> labels) {
    JsonNode result = result(query);
    if (result.isEmpty()) {
      return Stream.of("%s: no series for %s".formatted(where, query));
    }
    return labels.stream()
        .filter(
            label -> result.findValues("metric").stream().anyMatch(series -> !series.has(label)))
        .map(label -> "%s: no label %s on %s".formatted(where, label, query));
  }

  private static JsonNode result(String query) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    Api.Answer answer = QUERIES.get("/api/v1/query?query=" + encoded);
    assertThat(answer.status()).as("%s: %s", query, answer).isEqualTo(200);
    return answer.body().at("/data/result");
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }

  private static int create(String name) {
    return SYSTEM.oms().post(Ontology.OBJECT_TYPES, Ontology.objectType(name)).status();
  }

  private static ConditionFactory awaitScrapes() {
    return awaitThat("Prometheus has asked often enough").atMost(SCRAPES);
  }
}
