// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.routetests.verify.Check;

/** Whatever a superuser does to the stored events or to the ledger is found and named. */
class TamperedLedgerIT {

  private static final String EVENT_OF_LEAF =
      "event_id = (select event_id from ledger_leaves where leaf_index = 300)";

  /** What somebody does who knows how leaves are made. */
  private static final String REWRITE_WITH_LEAF =
      """
      update audit_events
         set event = replace(event::text, 'kim.minjun', 'nobody')::json, actor_name = 'nobody'
       where event_id = (select event_id from ledger_leaves where leaf_index = 300);
      update ledger_leaves as leaf
         set leaf_hash = sha256('\\x00'::bytea || convert_to(event::text, 'UTF8'))
        from audit_events as stored
       where leaf.event_id = stored.event_id and leaf_index = 300
      """;

  private static AuditedEvents events;

  @TempDir Path directory;

  @BeforeAll
  static void store() throws Exception {
    events = AuditedEvents.store();
  }

  @AfterAll
  static void stop() {
    events.stop();
  }

  @Test
  void killedDuringIngest_treeAndEventsAgree() throws Exception {
    assertThat(events.storedAtKill())
        .allSatisfy(stored -> assertThat(stored).isLessThan(AuditedEvents.EVENTS));
    VerifyLedger.Result result = events.verifyAfter("select 1");
    assertThat(result.findings().kept()).as("%n%s", result.findings().table()).isTrue();
    assertThat(result.size()).isEqualTo(events.leaves());
    assertThat(result.signedSize()).isEqualTo(events.leaves());
    assertThat(result.first()).isNull();
  }

  @Test
  void keptCheckpointsAreHonoured() throws Exception {
    VerifyLedger.Result result = events.verifyAfter("select 1", keptCheckpoints());
    assertThat(result.findings().kept()).as("%n%s", result.findings().table()).isTrue();
  }

  @Test
  void changedText_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "update audit_events set event = replace(event::text, 'kim', 'lee')::json where "
                + EVENT_OF_LEAF);
    assertBroken(result, "an event gives the hash of its leaf");
    assertThat(result.first()).startsWith("leaf 300, event ").endsWith(": the event was altered");
  }

  @Test
  void changedColumn_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter("update audit_events set actor_id = 'u-1' where " + EVENT_OF_LEAF);
    assertBroken(result, "an event is found by what its text says");
    assertThat(result.first()).startsWith("leaf 300, event ").contains("the column actor_id");
  }

  @Test
  void removedEvent_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter("delete from audit_events where " + EVENT_OF_LEAF);
    assertBroken(result, "a leaf has its event, or retention has deleted it");
    assertThat(result.first()).startsWith("leaf 300, event ").endsWith("the event is not stored");
    assertThat(deleted(result)).isEqualTo(20);
  }

  @Test
  void whatRetentionDeleted_isToldByRunAndPolicy_andIsNoFault() throws Exception {
    VerifyLedger.Result result = events.verifyAfter("select 1");
    assertThat(result.findings().kept()).isTrue();
    assertThat(deleted(result)).isEqualTo(20);
    assertThat(result.deletions())
        .contains("20 of them deleted by retention")
        .containsPattern("20 by run [0-9a-f-]{36} under policy \"Ontology changes\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // the leaf is listed with those of a true deletion
        "update ledger_deletions set leaves = leaves + 1, first_leaf = 300",
        "update ledger_deletions set event = replace(event::text, 'leaves 10', 'leaves 11')::json"
      })
  void removedEventListedAsDeleted_isFound(String forgery) throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "delete from audit_events where "
                + EVENT_OF_LEAF
                + "; insert into ledger_deleted_leaves select 300, deletion_id from ledger_deleted_leaves where leaf_index = 500; "
                + forgery);
    assertBroken(result, "a deletion is what a signed event records");
    assertThat(result.first()).startsWith("leaf 300, event ").contains("listed as deleted");
    assertThat(deleted(result)).isLessThanOrEqualTo(10);
  }

  /** Somebody who owns the database appends the event of a deletion, and can't sign it. */
  @Test
  void removedEventWithAForgedRecord_isFoundByTheSignature() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            """
            create temporary table forged as
            select gen_random_uuid() as id, deletion.*, leaf.leaf_hash, leaf.event_id
              from (select run_id, policy_id, policy_name, days, event::text as event, id as old, chain as old_chain
                      from ledger_deletions where first_leaf = 500) as deletion
             cross join (select * from ledger_leaves where leaf_index = 300) as leaf;
            update forged
               set event = replace(
                     replace(replace(event, old::text, id::text), 'leaves 10', 'leaves 1'),
                     encode(old_chain, 'base64'),
                     encode(chain_leaf('', 300, leaf_hash), 'base64'));
            insert into ledger_deletions
            select id, run_id, policy_id, policy_name, days, 300, 300, 1, chain_leaf('', 300, leaf_hash), event::json
              from forged;
            insert into ledger_deleted_leaves select 300, id from forged;
            insert into audit_events
            select (jsonb_populate_record(
                     record,
                     jsonb_build_object('event_id', forged.id, 'event', '{}'::jsonb, 'recorded_at', now()))).*
              from forged, audit_events as record
             where record.event_id = old;
            update audit_events set event = forged.event::json, resource_id = id::text, subject = 'retention_deletion/' || id
              from forged where audit_events.event_id = forged.id;
            select append_leaves(array_agg(id), array_agg(sha256('\\x00'::bytea || convert_to(event, 'UTF8'))))
              from forged;
            delete from audit_events using forged where audit_events.event_id = forged.event_id
            """);
    assertThat(broken(result)).containsExactly("a deletion is what a signed event records");
    assertThat(result.first()).startsWith("leaf 300, event ").contains("listed as deleted");
    assertThat(deleted(result)).isEqualTo(20);
  }

  @Test
  void removedListOfDeletions_leavesTheEventsMissing() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "delete from ledger_deleted_leaves where leaf_index between 500 and 509");
    assertBroken(result, "a leaf has its event, or retention has deleted it");
    assertThat(result.first()).startsWith("leaf 500, event ");
  }

  @Test
  void deletedEventStoredAgain_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "insert into ledger_deleted_leaves select 300, deletion_id from ledger_deleted_leaves where leaf_index = 500");
    assertBroken(result, "a leaf has its event, or retention has deleted it");
    assertThat(result.first()).endsWith("it is stored, and listed as deleted");
  }

  @Test
  void removedEventAndLeaf_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "delete from audit_events where "
                + EVENT_OF_LEAF
                + "; delete from ledger_leaves where leaf_index = 300");
    assertBroken(result, "the leaves are numbered from 0 without a gap");
    assertThat(result.first()).startsWith("leaf 300 is not there");
  }

  @Test
  void swappedEvents_areFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            """
            update audit_events as mine
               set event = other.event
              from audit_events as other, ledger_leaves as a, ledger_leaves as b
             where a.leaf_index = 300
               and b.leaf_index = 700
               and (mine.event_id, other.event_id)
                   in ((a.event_id, b.event_id), (b.event_id, a.event_id))
            """);
    assertBroken(result, "an event gives the hash of its leaf");
    assertThat(samples(result)).hasSize(2);
    assertThat(result.first()).startsWith("leaf 300, event ");
  }

  @Test
  void swappedLeaves_areFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            """
            update ledger_leaves set leaf_index = leaf_index + 1000000 where leaf_index in (300, 301);
            update ledger_leaves set leaf_index = 1000601 - leaf_index where leaf_index > 1000000
            """);
    assertBroken(
        result,
        "a node is the root of the leaves below it",
        "a checkpoint's root is that of the first leaves");
    assertThat(result.first()).isEqualTo("node 1 of level 1 is not the root of leaves 256 to 511");
  }

  @Test
  void forgedEvent_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            """
            create temporary table forged as select * from audit_events limit 1;
            update forged set event_id = '01936f2e-0000-7000-8000-00000000dead';
            insert into audit_events select * from forged
            """);
    assertBroken(result, "an event has a leaf");
    assertThat(result.first()).contains("01936f2e-0000-7000-8000-00000000dead");
  }

  @Test
  void changedLeaf_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "update ledger_leaves set leaf_hash = sha256('forged') where leaf_index = 300");
    assertBroken(result, "an event gives the hash of its leaf");
    assertThat(result.first())
        .startsWith("leaf 300, event ")
        .endsWith(": the hash of the leaf was altered");
  }

  @Test
  void changedEventWithItsLeaf_isFound() throws Exception {
    VerifyLedger.Result result = events.verifyAfter(REWRITE_WITH_LEAF);
    assertBroken(
        result,
        "a node is the root of the leaves below it",
        "a checkpoint's root is that of the first leaves");
    assertThat(result.first()).isEqualTo("node 1 of level 1 is not the root of leaves 256 to 511");
  }

  @Test
  void changedEventWithItsLeafAndNodes_isFoundByTheSignature() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            REWRITE_WITH_LEAF
                + """
                ;
                delete from ledger_nodes;
                select complete_nodes(0, (select count(*) from ledger_leaves))
                """);
    assertBroken(result, "a checkpoint's root is that of the first leaves");
  }

  @Test
  void changedNode_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "update ledger_nodes set node_hash = sha256('forged') where level = 1 and node_index = 3");
    assertBroken(result, "a node is the root of the leaves below it");
    assertThat(result.first()).isEqualTo("node 3 of level 1 is not the root of leaves 768 to 1023");
  }

  @Test
  void changedCheckpoint_isFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            "update ledger_checkpoints set note = replace(note, E'\\n%1$d\\n', E'\\n%2$d\\n'), tree_size = %2$d where tree_size = %1$d"
                .formatted(events.leaves(), events.leaves() - 1));
    assertBroken(result, "a checkpoint is signed by a key of the ledger");
    assertThat(result.first())
        .isEqualTo("the stored checkpoint of size " + (events.leaves() - 1) + " was not signed so");
  }

  @Test
  void removedEnd_isFoundByACheckpoint() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            """
            delete from audit_events
             where event_id in (select event_id from ledger_leaves where leaf_index >= 6000);
            delete from ledger_leaves where leaf_index >= 6000
            """);
    assertBroken(result, "a checkpoint's root is that of the first leaves");
    assertThat(samples(result))
        .anySatisfy(
            sample -> assertThat(sample).contains(events.leaves() + " leaves, there are 6000"));
  }

  @Test
  void everythingRolledBack_isFoundByAKeptCheckpointAlone() throws Exception {
    String rollBack =
        """
        delete from audit_events
         where event_id in (select event_id from ledger_leaves where leaf_index >= 256);
        delete from ledger_leaves where leaf_index >= 256;
        delete from ledger_nodes where node_index > 0;
        delete from ledger_checkpoints where tree_size > 256;
        delete from ledger_deleted_leaves;
        delete from ledger_deletions
        """;
    assertThat(events.verifyAfter(rollBack).findings().kept()).isTrue();
    assertBroken(
        events.verifyAfter(rollBack, keptCheckpoints()),
        "a checkpoint's root is that of the first leaves");
  }

  @Test
  void leavesNobodySignedForTenMinutes_areFound() throws Exception {
    VerifyLedger.Result result =
        events.verifyAfter(
            """
            delete from ledger_checkpoints;
            update ledger_leaves set recorded_at = recorded_at - interval '11 minutes' where leaf_index = 0
            """);
    assertBroken(result, "a leaf is signed within ten minutes");
    assertThat(result.signedSize()).isZero();
  }

  @Test
  void evidenceHoldsOffline_andNoChangedEvidenceDoes() throws Exception {
    assertThat(VerifyEvidence.run(write(events.evidence()), events.key())).isZero();
    assertThat(VerifyEvidence.run(write(events.evidence()))).isZero();
    ObjectMapper json = new ObjectMapper();
    JsonNode bundle = json.readTree(events.evidence());
    for (String field : List.of("event", "checkpoint")) {
      ObjectNode changed = bundle.deepCopy();
      changed.put(field, bundle.path(field).asText().replaceFirst("[0-9]", "x"));
      assertThat(VerifyEvidence.run(write(changed.toString()), events.key())).as(field).isOne();
    }
    ObjectNode moved = bundle.deepCopy();
    moved.put("leafIndex", bundle.path("leafIndex").asLong() - 1);
    assertThat(VerifyEvidence.run(write(moved.toString()), events.key())).isOne();
    ObjectNode shortened = bundle.deepCopy();
    ((ArrayNode) shortened.path("auditPath")).remove(0);
    assertThat(VerifyEvidence.run(write(shortened.toString()), events.key())).isOne();
    String foreign = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assertThat(VerifyEvidence.run(write(events.evidence()), foreign)).isOne();
    assertThat(VerifyEvidence.run(write("no json"), events.key())).isEqualTo(2);
    assertThat(VerifyEvidence.run(write(events.evidence()), "no key")).isEqualTo(2);
    assertThat(VerifyEvidence.run()).isEqualTo(2);
  }

  private String write(String evidence) throws Exception {
    return Files.writeString(directory.resolve("evidence.json"), evidence).toString();
  }

  private String[] keptCheckpoints() throws Exception {
    String[] files = new String[events.checkpoints().size()];
    for (int i = 0; i < files.length; i++) {
      Path file = directory.resolve("checkpoint-" + i);
      files[i] = Files.writeString(file, events.checkpoints().get(i)).toString();
    }
    return files;
  }

  private static void assertBroken(VerifyLedger.Result result, String... promises) {
    assertThat(broken(result)).as("%n%s", result.findings().table()).contains(promises);
    assertThat(result.first()).isNotNull();
  }

  private static List<String> broken(VerifyLedger.Result result) {
    return result.findings().checks().stream()
        .filter(check -> check.broken() > 0)
        .map(Check::promise)
        .toList();
  }

  private static long deleted(VerifyLedger.Result result) {
    return result.deleted().values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<String> samples(VerifyLedger.Result result) {
    return result.findings().checks().stream().flatMap(check -> check.samples().stream()).toList();
  }
}
