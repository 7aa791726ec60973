// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.verify.Check;

/** The invariant check sees what was done to the record behind the services' backs. */
class VerifyIT {

  private static final String ONE_EVENT_EACH =
      "a commit has one event for each resource it changed";
  private static final String RETENTION_RUNS = "/api/v1/audit/retention/runs";

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final String name = Ontology.name("Tampered");

  @BeforeEach
  void storeAnEvent() {
    assertThat(SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name)).status()).isEqualTo(201);
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
    SYSTEM.assertRecordIsTrue();
  }

  @Test
  void removedEvent_isFound() throws SQLException {
    execute("create table public.aside as select * from audit.audit_events where " + isMine());
    execute("delete from audit.audit_events where " + isMine());
    assertThat(broken())
        .contains(
            ONE_EVENT_EACH,
            "a stored event is claimed once",
            "the last number of each aggregate is stored",
            "a resource version has its event, and the reverse");
    execute("insert into audit.audit_events select * from public.aside");
    execute("drop table public.aside");
  }

  @Test
  void whatRetentionDeleted_isNotMissed() throws SQLException {
    age();
    Api admin = new Api(SYSTEM.stack().audit().url(), SYSTEM.stack().token("admin"));
    Api.Answer run = admin.post(RETENTION_RUNS);
    assertThat(run.status()).isEqualTo(202);
    String location = run.header("Location").orElseThrow();
    awaitThat("the run has ended")
        .until(() -> admin.get(location).body().path("state").asText().equals("finished"));
    assertThat(database.stored(name)).isZero();
    SYSTEM.assertRecordIsTrue();
  }

  @Test
  void doubledEvent_isFound() throws SQLException {
    execute("create table public.aside as select * from audit.audit_events where " + isMine());
    execute("update public.aside set recorded_at = recorded_at + interval '1 microsecond'");
    execute("insert into audit.audit_events select * from public.aside");
    assertThat(broken()).contains("an event is stored once", ONE_EVENT_EACH);
    execute(
        "delete from audit.audit_events where recorded_at in (select recorded_at from public.aside) and "
            + isMine());
    execute("drop table public.aside");
  }

  @Test
  void renumberedEvent_isFound() throws SQLException {
    execute("update audit.audit_events set aggregate_sequence = 7 where " + isMine());
    assertThat(broken())
        .contains(
            "the numbers of an aggregate have no gap, from 1",
            "an event is searched by what it says");
    execute("update audit.audit_events set aggregate_sequence = 1 where " + isMine());
  }

  @Test
  void inventedCommit_isFound() throws SQLException {
    execute("update audit.audit_events set commit_id = 'x' || commit_id where " + isMine());
    assertThat(broken()).contains("a successful event's commit is in TerminusDB", ONE_EVENT_EACH);
    execute("update audit.audit_events set commit_id = substr(commit_id, 2) where " + isMine());
  }

  @Test
  void outboxRowThatIsNeverSettled_isFound() throws SQLException {
    execute(
        """
        insert into oms.outbox_events (id, aggregate, partition, nats_subject, event, abandoned_at)
        values ('01936f2e-0000-7000-8000-00000000dead', 'object_type/x', 0, 'audit.events.x.y', '{}', null)
        """);
    try {
      assertThat(broken()).containsExactly("no event is left intended, ready or quarantined");
    } finally {
      execute("delete from oms.outbox_events where id = '01936f2e-0000-7000-8000-00000000dead'");
    }
  }

  @Test
  void commitPastOms_isFound() {
    Api terminusDb = SYSTEM.terminusDb();
    String branch = Ontology.name("rogue");
    assertThat(
            terminusDb
                .post(
                    "/api/branch/admin/ontology/local/branch/" + branch,
                    Api.JSON.createObjectNode().put("origin", "/admin/ontology/local/branch/main"))
                .status())
        .isEqualTo(200);
    assertThat(
            terminusDb
                .post(
                    "/api/document/admin/ontology/local/branch/"
                        + branch
                        + "?author=rogue&message=nothing",
                    Api.JSON
                        .createObjectNode()
                        .put("@type", "ObjectType")
                        .put("@id", "ObjectType/" + branch)
                        .put("rid", branch)
                        .put("apiName", branch)
                        .put("revision", 1))
                .status())
        .isEqualTo(200);
    assertThat(broken()).containsExactly(ONE_EVENT_EACH);
    terminusDb.delete("/api/branch/admin/ontology/local/branch/" + branch, "*");
  }

  /** As if the event had been recorded seven years ago: it has expired under every policy. */
  private void age() throws SQLException {
    execute(
        """
        set timezone = 'UTC';
        create table audit.audit_events_old partition of audit.audit_events
          for values from ('1999-12-01') to ('2000-01-01');
        alter table audit.audit_events_old owner to audit_owner;
        with aged as (
          update audit.audit_events set recorded_at = '1999-12-31' where %s returning event_id, recorded_at
        )
        update audit.ledger_leaves as leaf
           set recorded_at = aged.recorded_at
          from aged
         where leaf.event_id = aged.event_id
        """
            .formatted(isMine()));
  }

  private List<String> broken() {
    return SYSTEM.findings().checks().stream()
        .filter(check -> check.broken() > 0)
        .map(Check::promise)
        .toList();
  }

  private String isMine() {
    return "resource_name = '" + name + "'";
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = SYSTEM.stack().postgres().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
