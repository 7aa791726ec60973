// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oms.terminusdb.embedded.Json;

/** Patches name what differs, apply where they fit, and say where they conflict. */
class DiffTest {

  private static final ObjectNode ONE = Json.object("@id", "A/1", "x", "one", "y", 1);
  private static final ObjectNode TWO = Json.object("@id", "A/1", "x", "two", "y", 1);

  @Test
  void changedField_isSwapped_andTheIdStays() {
    assertThat(Diff.patch(ONE, TWO))
        .isEqualTo(Json.object("@id", "A/1", "x", Diff.swap(ONE.path("x"), TWO.path("x"))));
  }

  @Test
  void newAndGoneDocuments_areWhole() {
    assertThat(Diff.of(Optional.empty(), Optional.of(ONE)))
        .contains(Json.object("@insert", ONE, "@op", "Insert"));
    assertThat(Diff.of(Optional.of(ONE), Optional.empty()))
        .contains(Json.object("@delete", ONE, "@op", "Delete"));
    assertThat(Diff.of(Optional.of(ONE), Optional.of(ONE))).isEmpty();
  }

  @Test
  void lists_keepTheirCommonEnds() {
    ObjectNode patch =
        Diff.patch(
            Json.object("l", List.of("a", "b", "z")), Json.object("l", List.of("a", "c", "z")));

    assertThat(patch.path("l").path("@op").asText()).isEqualTo("CopyList");
    assertThat(patch.path("l").path("@rest").path("@before")).hasSize(1);
  }

  @Test
  void replay_appliesWhereTheTargetStillFits() {
    ObjectNode target = Json.object("@id", "A/1", "x", "one", "y", 2);

    Patch patch = Patch.replay(ONE, TWO, target);

    assertThat(patch.isClean()).isTrue();
    assertThat(patch.result()).isEqualTo(Json.object("@id", "A/1", "x", "two", "y", 2));
  }

  @Test
  void replay_namesTheConflict() {
    Patch patch = Patch.replay(ONE, TWO, Json.object("@id", "A/1", "x", "other", "y", 1));

    assertThat(patch.isClean()).isFalse();
    assertThat(patch.conflicts().path("x"))
        .isEqualTo(Json.object("@expected", "one", "@found", "other", "@op", "Conflict"));
  }
}
