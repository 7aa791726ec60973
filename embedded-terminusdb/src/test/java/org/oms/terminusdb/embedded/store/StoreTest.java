// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Limits;
import org.oms.terminusdb.embedded.schema.Prefixes;

/** Commits stay, each with its content, however few states are kept in memory. */
class StoreTest {

  private static final CommitInfo INFO = new CommitInfo("kim", "m", "u");
  private static final Limits FEW_STATES =
      new Limits(1_000, 1_000, 1_000, 1, 1, 2, 3, 1, Duration.ofSeconds(1));
  private static final int COMMITS = 20;

  @TempDir Path directory;

  @Test
  void everyCommit_hasItsContent_afterAReopen() {
    List<String> ids = new ArrayList<>();
    try (Store store = Store.open(directory, FEW_STATES)) {
      Database database = store.create("d", "label", "", Prefixes.DEFAULT, INFO);
      for (int i = 0; i < COMMITS; i++) {
        ids.add(put(database, "main", "A/" + i).id());
      }
    }

    try (Store store = Store.open(directory, FEW_STATES)) {
      Database database = store.find("d").orElseThrow();
      for (int i = 0; i < COMMITS; i++) {
        Commit commit = database.graph().find(ids.get(i)).orElseThrow();
        assertThat(database.state(commit).documents()).hasSize(i + 1).containsKey("A/" + i);
      }
      assertThat(database.graph().head("main").orElseThrow().id()).isEqualTo(ids.get(COMMITS - 1));
    }
  }

  @Test
  void branches_goTheirOwnWays() {
    try (Store store = Store.open(directory, FEW_STATES)) {
      Database database = store.create("d", "label", "", Prefixes.DEFAULT, INFO);
      Commit base = put(database, "main", "A/1");
      database.createBranch("dev", base);
      Commit onDev = put(database, "dev", "A/2");

      assertThat(database.state(base).documents()).containsOnlyKeys("A/1");
      assertThat(database.state(onDev).documents()).containsOnlyKeys("A/1", "A/2");
      database.deleteBranch("dev");
      assertThat(database.graph().branches()).containsOnlyKeys("main");
      assertThat(database.graph().find(onDev.id())).isPresent();
    }
  }

  @Test
  void deletedDatabase_isGoneAfterAReopen() {
    try (Store store = Store.open(directory, FEW_STATES)) {
      store.delete(store.create("d", "label", "", Prefixes.DEFAULT, INFO));
    }
    try (Store store = Store.open(directory, FEW_STATES)) {
      assertThat(store.find("d")).isEmpty();
    }
  }

  @Test
  void deletedDocument_isRememberedAsGone() {
    State state = State.empty(Prefixes.DEFAULT).with(change("A/1", Optional.of(document("A/1"))));

    State after = state.with(change("A/1", Optional.empty()));

    assertThat(after.documents()).isEmpty();
    assertThat(after.gone()).containsExactly("A/1");
    assertThat(State.fromJson(after.toJson()).gone()).containsExactly("A/1");
    assertThat(state.documents()).containsKey("A/1");
  }

  private static Commit put(Database database, String branch, String id) {
    Delta delta = change(id, Optional.of(document(id)));
    return database.exclusively(() -> database.commit(branch, delta, INFO, Json.object()));
  }

  private static Delta change(String id, Optional<ObjectNode> document) {
    return new Delta(Optional.empty(), Map.of(id, document));
  }

  private static ObjectNode document(String id) {
    return Json.object("@id", id, "@type", "A", "x", "값");
  }
}
