// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.oms.stack.LocalStack;

/** Each time of the schedule has one run, however many look at it. */
@QuarkusTest
@QuarkusTestResource(AuditParts.class)
@TestProfile(RetentionIsScheduledIT.EveryMinute.class)
class RetentionIsScheduledIT {

  private static final String SCHEDULED =
      "select count(*) from audit.retention_runs where scheduled_for is not null";

  @Inject ProducerTemplate routes;

  LocalStack stack;

  public static class EveryMinute implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "audit.retention.schedule", "* * * * *",
          "audit.retention.schedule-poll-interval", "1s");
    }
  }

  @Test
  void aRunThatIsDueIsMadeOnce_andSaysWhatHasBegunIt() {
    await()
        .atMost(AuditClient.PATIENCE)
        .ignoreExceptions() // The migrations go on while the service starts.
        .until(() -> audit().count(SCHEDULED + " and announced_at is not null") > 0);
    IntStream.range(0, 40)
        .parallel()
        .forEach(any -> routes.requestBody("direct:insertScheduledRun", ""));
    String id =
        audit()
            .text(
                "select id::text from audit.retention_runs where announced_at is not null"
                    + " order by scheduled_for limit 1");
    JsonPath run = audit().as("auditor").get(AuditClient.API + "/retention/runs/" + id).jsonPath();
    assertThat(run.getString("trigger")).isEqualTo("scheduled");
    assertThat(run.getString("scheduledFor")).contains(":00");
    assertThat(run.getString("requestedBy")).isEqualTo("audit");
    assertThat(
            audit()
                .count(
                    "select count(*) from audit.audit_events where subject = ?"
                        + " and event #>> '{data,metadata,trigger}' = 'scheduled'",
                    "retention_run/" + id))
        .isEqualTo(2);
    assertThat(audit().count("select count(distinct scheduled_for) from audit.retention_runs"))
        .isEqualTo(audit().count(SCHEDULED));
    assertThat(
            audit()
                .count(
                    "select count(*) from audit.audit_events where action = 'retention.run' and aggregate_sequence = 1 and resource_type = 'retention_run'"))
        .isEqualTo(audit().count("select count(*) from audit.retention_runs"));

    await()
        .atMost(AuditClient.PATIENCE)
        .untilAsserted(
            () -> {
              JsonPath health = given().get("/health/ready").jsonPath();
              String data = "checks.find { it.name == 'retention' }.data.";
              assertThat(health.getString(data + "lastRunTrigger")).isEqualTo("scheduled");
              assertThat(health.getString(data + "nextRunAt")).isNotEqualTo("off");
            });
    assertThat(given().get("/metrics").asString())
        .containsPattern("audit_retention_last_run_age_seconds [0-9]")
        .contains("audit_retention_runs_total{trigger=\"scheduled\"}");
  }

  private AuditClient audit() {
    return new AuditClient(stack);
  }
}
