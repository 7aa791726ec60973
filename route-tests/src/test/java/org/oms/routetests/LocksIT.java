// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.routetests.Api.Answer;

/** What is frozen does not change, whoever dies meanwhile, and every lock is told of. */
class LocksIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();
  private final Api developer = SYSTEM.oms();
  private final String branch = Ontology.name("frozen");
  private final String locks = "/api/v1/branches/" + branch + "/locks";
  private final String objectTypes = Ontology.onBranch(branch, OBJECT_TYPES);

  @BeforeEach
  void makeBranch() {
    ObjectNode body = Api.JSON.createObjectNode().put("name", branch).put("from", "main");
    expect(201, developer.post(Ontology.BRANCHES, body));
  }

  @Test
  void frozenBranch_refusesEveryWriteUntilTheRelease() {
    String there = Ontology.name("There");
    String etag = expect(201, developer.post(objectTypes, Ontology.objectType(there))).etag();
    String lock = acquire(developer, lock("migration", "branch")).path("id").asText();

    Answer refused = expect(423, developer.post(objectTypes, objectType("New")));
    assertThat(refused.body().path("type").asText()).endsWith("/schema-frozen");
    assertThat(refused.body().path("lock").path("id").asText()).isEqualTo(lock);
    assertThat(refused.body().path("lock").path("reason").asText()).isEqualTo("a test");
    assertThat(refused.body().path("lock").path("owner").asText()).isEqualTo("developer");
    assertThat(refused.body().path("lock").path("expiresAt").asText()).isNotEmpty();
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 21601);
    expect(423, developer.patch(objectTypes + "/" + there, Ontology.description("new"), etag));
    expect(423, developer.delete(objectTypes + "/" + there, etag));
    expect(423, developer.post(objectTypes + "?dryRun=true", objectType("Dry")));
    String changes = Ontology.onBranch(branch, Ontology.CHANGES);
    ObjectNode changeSet = Ontology.changeSet(Ontology.creation(objectType("InSet")));
    expect(423, developer.post(changes, changeSet));
    expect(423, developer.post(mergeOfANewBranch(), mergeInto(branch)));
    expect(423, developer.delete("/api/v1/branches/" + branch));
    expect(200, developer.get(objectTypes + "/" + there));
    expect(201, developer.post(OBJECT_TYPES, objectType("Elsewhere")));

    expect(204, developer.delete("/api/v1/locks/" + lock));
    expect(201, developer.post(objectTypes, objectType("Thawed")));
    expect(404, developer.delete("/api/v1/locks/" + lock));
    awaitThat("both events are stored")
        .until(
            () ->
                database.storedActions(branch).contains("lock.acquire")
                    && database.storedActions(branch).contains("lock.release"));
    awaitThat("the refused write is an event")
        .until(() -> database.storedErrors(there).contains("schema-frozen"));
  }

  private static String mergeOfANewBranch() {
    String source = Ontology.name("source");
    ObjectNode body = Api.JSON.createObjectNode().put("name", source).put("from", "main");
    expect(201, SYSTEM.oms().post(Ontology.BRANCHES, body));
    expect(201, SYSTEM.oms().post(Ontology.onBranch(source, OBJECT_TYPES), objectType("Merged")));
    return "/api/v1/branches/" + source + "/merge";
  }

  @Test
  void frozenKindAndResource_freezeNothingElse() {
    String there = Ontology.name("There");
    String other = Ontology.name("Other");
    String etag = expect(201, developer.post(objectTypes, Ontology.objectType(there))).etag();
    expect(201, developer.post(objectTypes, Ontology.objectType(other)));
    ObjectNode kind = lock("indexing", "kind").put("kind", "interfaces");
    acquire(developer, kind);
    ObjectNode resource = lock("indexing", "resource").put("kind", "object-types");
    acquire(developer, resource.put("resource", there));

    String interfaces = Ontology.onBranch(branch, Ontology.INTERFACES);
    expect(423, developer.post(interfaces, Ontology.interfaceType(Ontology.name("Frozen"))));
    expect(423, developer.patch(objectTypes + "/" + there, Ontology.description("new"), etag));
    ObjectNode property = Ontology.property("added");
    expect(423, developer.post(objectTypes + "/" + there + "/properties", property));
    expect(200, developer.patch(objectTypes + "/" + other, Ontology.description("new"), "*"));
    expect(201, developer.post(objectTypes, objectType("New")));
    assertThat(expect(200, developer.get(locks)).body().path("items")).hasSize(2);
  }

  @Test
  void whatIsFrozen_isNotFrozenTwice_andTokensRise() {
    JsonNode first = acquire(developer, lock("backup", "branch"));
    Answer refused = expect(409, developer.post(locks, lock("manual", "branch")));
    assertThat(refused.body().path("lock").path("id")).isEqualTo(first.path("id"));
    assertThat(refused.header("Retry-After")).isPresent();
    ObjectNode kind = lock("manual", "kind").put("kind", "object-types");
    expect(409, developer.post(locks, kind));
    expect(204, developer.delete("/api/v1/locks/" + first.path("id").asText()));
    JsonNode second = acquire(developer, kind);
    assertThat(second.path("token").asLong()).isGreaterThan(first.path("token").asLong());
  }

  @Test
  void dryRun_saysWhatWouldBe_andFreezesOrThawsNothing() {
    ObjectNode wanted = lock("backup", "branch");
    JsonNode planned = expect(200, developer.post(locks + "?dryRun=true", wanted)).body();
    assertThat(planned.path("expiresAt").asText()).isNotEmpty();
    assertThat(planned.has("id") || planned.has("token")).isFalse();
    expect(201, developer.post(objectTypes, objectType("StillFree")));

    String lock = acquire(developer, wanted).path("id").asText();
    expect(409, developer.post(locks + "?dryRun=true", wanted));
    String release = "/api/v1/locks/" + lock;
    expect(403, SYSTEM.oms("lee", "developer").delete(release + "?dryRun=true"));
    Answer wouldEnd = expect(200, developer.delete(release + "?dryRun=true"));
    assertThat(wouldEnd.body().path("id").asText()).isEqualTo(lock);
    expect(423, developer.post(objectTypes, objectType("StillFrozen")));
    expect(204, developer.delete(release));
    expect(404, developer.delete(release + "?dryRun=true"));
    awaitThat("the locks' events are stored")
        .until(() -> database.storedActions(branch).contains("lock.release"));
    assertThat(database.storedActions(branch)).containsOnlyOnce("lock.acquire", "lock.release");
  }

  @Test
  void expiredLock_freezesNothing_andItsEndIsTold() {
    acquire(developer, lock("manual", "branch").put("durationSeconds", 1));
    awaitThat("writes pass again")
        .until(() -> developer.post(objectTypes, objectType("Late")).status() == 201);
    awaitThat("the expiry is an event")
        .until(() -> database.storedActions(branch).contains("lock.release"));
    assertThat(expect(200, developer.get(locks)).body().path("items")).isEmpty();
  }

  @Test
  void heartbeat_keepsTheLock_forItsOwnerOnly() {
    JsonNode lock = acquire(developer, lock("indexing", "branch").put("durationSeconds", 60));
    String heartbeat = "/api/v1/locks/" + lock.path("id").asText() + "/heartbeat";
    awaitThat("the lock lasts longer")
        .until(
            () ->
                expect(200, developer.post(heartbeat))
                        .body()
                        .path("expiresAt")
                        .asText()
                        .compareTo(lock.path("expiresAt").asText())
                    > 0);
    expect(403, SYSTEM.oms("lee", "developer").post(heartbeat));
    expect(403, SYSTEM.oms("park", "admin").post(heartbeat));
  }

  @Test
  void locksOfOthers_areBrokenByAdministratorsOnly() {
    String lock = acquire(developer, lock("manual", "branch")).path("id").asText();
    expect(403, SYSTEM.oms("lee", "developer").delete("/api/v1/locks/" + lock));
    expect(403, SYSTEM.oms("lee", "viewer").delete("/api/v1/locks/" + lock));
    expect(204, SYSTEM.oms("park", "admin").delete("/api/v1/locks/" + lock));
    awaitThat("the break is an event")
        .until(() -> database.storedActions(branch).contains("lock.break"));
  }

  @Test
  void serviceAccount_freezesForIndexingOnly() {
    Api indexer = SYSTEM.oms("indexer", "service_account");
    expect(403, indexer.post(locks, lock("manual", "branch")));
    String lock = acquire(indexer, lock("indexing", "branch")).path("id").asText();
    expect(204, indexer.delete("/api/v1/locks/" + lock));
  }

  @Test
  void badLock_isRefusedWithItsReason() {
    expect(400, developer.post(locks, lock("manual", "kind")));
    expect(400, developer.post(locks, lock("manual", "branch").put("kind", "object-types")));
    expect(400, developer.post(locks, lock("maintenance", "branch").put("durationSeconds", 3601)));
    expect(400, developer.post(locks, lock("forever", "branch")));
    ObjectNode unknown = lock("manual", "resource").put("kind", "object-types");
    expect(404, developer.post(locks, unknown.put("resource", "NoSuchType")));
    expect(404, developer.post("/api/v1/branches/no-such/locks", lock("manual", "branch")));
  }

  @Test
  void repeatedRequest_getsTheSameLock() {
    String key = Ontology.name("key");
    Answer first = expect(201, developer.post(locks, lock("manual", "branch"), key));
    Answer again = expect(201, developer.post(locks, lock("manual", "branch"), key));
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void lock_outlivesRedisAndTheServiceThatMadeIt() {
    SYSTEM.stack().redis().kill();
    acquire(developer, lock("maintenance", "branch"));
    expect(423, developer.post(objectTypes, objectType("NoRedis")));
    SYSTEM.stack().oms().kill();
    SYSTEM.stack().redis().wipe();
    SYSTEM.stack().redis().start();
    SYSTEM.stack().oms().start();
    expect(423, SYSTEM.oms().post(objectTypes, objectType("Restarted")));
    assertThat(expect(200, SYSTEM.oms().get(locks)).body().path("items")).hasSize(1);
  }

  private JsonNode acquire(Api owner, ObjectNode lock) {
    return expect(201, owner.post(locks, lock)).body();
  }

  private static ObjectNode objectType(String word) {
    return Ontology.objectType(Ontology.name(word));
  }

  private static ObjectNode mergeInto(String target) {
    return Api.JSON.createObjectNode().put("target", target);
  }

  private static ObjectNode lock(String type, String scope) {
    ObjectNode lock = Api.JSON.createObjectNode().put("type", type).put("scope", scope);
    return lock.put("reason", "a test");
  }

  private static Answer expect(int status, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer;
  }
}
