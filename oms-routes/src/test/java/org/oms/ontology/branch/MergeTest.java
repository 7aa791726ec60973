// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.oms.ontology.request.Answer;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Draft;
import org.oms.ontology.resource.FieldChange;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Ontologies;
import org.oms.ontology.resource.Plan;
import org.oms.ontology.resource.Resource;
import org.oms.ontology.resource.Stamp;

class MergeTest {

  private static BranchState base() {
    BranchState state = Ontologies.empty();
    for (int i = 0; i < 6; i++) {
      String body =
          "{'apiName':'T"
              + i
              + "','displayName':'T','properties':["
              + "{'apiName':'a','displayName':'A','dataType':'string'},"
              + "{'apiName':'b','displayName':'B','dataType':'string'}]}";
      state = Ontologies.after(state, Kind.OBJECT_TYPE, Ontologies.create(body));
    }
    return state;
  }

  private static ThreeWayMerge merge(BranchState base, BranchState source, BranchState target) {
    return new ThreeWayMerge(base, source, target, List.of());
  }

  private static BranchState applied(BranchState target, Draft draft) {
    var changes = new Stamp(Ontologies.context(), Ontologies.FORMS).changes(draft);
    return target.with(
        new Plan(
            changes,
            Optional.empty(),
            Map.of(),
            new Answer(200, Map.of(), MissingNode.getInstance())));
  }

  private static BranchState described(BranchState state, String name, String text) {
    return Ontologies.after(
        state, Kind.OBJECT_TYPE, Ontologies.patch(name, "{'description':'" + text + "'}"));
  }

  @Test
  void oneSide_isTaken() {
    BranchState base = base();
    ThreeWayMerge merge = merge(base, described(base, "T1", "x"), described(base, "T2", "y"));
    Draft merged = merge.merged();

    assertThat(merge.conflicts()).isEmpty();
    assertThat(
            merged.find(Kind.OBJECT_TYPE, "T1").orElseThrow().body().path("description").asText())
        .isEqualTo("x");
    assertThat(
            merged.find(Kind.OBJECT_TYPE, "T2").orElseThrow().body().path("description").asText())
        .isEqualTo("y");
  }

  @Test
  void sameFieldDifferently_isAConflict_untilResolved() {
    BranchState base = base();
    BranchState source = described(base, "T1", "x");
    BranchState target = described(base, "T1", "y");
    ThreeWayMerge open = merge(base, source, target);
    open.merged();
    MergeConflict conflict = open.conflicts().get(0);
    Resolution taken =
        new Resolution(
            conflict.resource().rid(),
            conflict.field(),
            Resolution.Take.VALUE,
            TextNode.valueOf("both"));
    ThreeWayMerge resolved = new ThreeWayMerge(base, source, target, List.of(taken));
    Draft merged = resolved.merged();

    assertThat(conflict.type()).isEqualTo(MergeConflict.Type.MODIFY_MODIFY);
    assertThat(conflict.field()).isEqualTo("description");
    assertThat(resolved.conflicts()).isEmpty();
    assertThat(
            merged.find(Kind.OBJECT_TYPE, "T1").orElseThrow().body().path("description").asText())
        .isEqualTo("both");
  }

  @Test
  void bothSidesAlike_isNoConflictAndNoChange() {
    BranchState base = base();
    ThreeWayMerge merge = merge(base, described(base, "T1", "x"), described(base, "T1", "x"));

    assertThat(applied(base, merge.merged())).isEqualTo(base);
    assertThat(merge.conflicts()).isEmpty();
  }

  @Test
  void deletedAndChanged_addedTwice_renamedTwice_areConflicts() {
    BranchState base = base();
    BranchState source = Ontologies.after(base, Kind.OBJECT_TYPE, Ontologies.delete("T1", false));
    source =
        Ontologies.after(
            source, Kind.OBJECT_TYPE, Ontologies.create("{'apiName':'New','displayName':'1'}"));
    source = Ontologies.after(source, Kind.OBJECT_TYPE, Ontologies.patch("T2", "{'apiName':'X'}"));
    BranchState target = described(base, "T1", "y");
    target =
        Ontologies.after(
            target, Kind.OBJECT_TYPE, Ontologies.create("{'apiName':'New','displayName':'2'}"));
    target = Ontologies.after(target, Kind.OBJECT_TYPE, Ontologies.patch("T2", "{'apiName':'Y'}"));
    ThreeWayMerge merge = merge(base, source, target);
    merge.merged();

    assertThat(merge.conflicts().stream().map(MergeConflict::type))
        .containsExactlyInAnyOrder(
            MergeConflict.Type.MODIFY_DELETE,
            MergeConflict.Type.ADD_ADD,
            MergeConflict.Type.RENAME_RENAME);
  }

  @Test
  void fieldsOfOneProperty_mergeApart() {
    BranchState base = base();
    BranchState source = changedProperty(base, "displayName", "'Amount'");
    BranchState target = changedProperty(base, "isIndexed", "true");
    ThreeWayMerge merge = merge(base, source, target);
    var property =
        merge.merged().find(Kind.OBJECT_TYPE, "T0").orElseThrow().body().at("/properties/0");

    assertThat(merge.conflicts()).isEmpty();
    assertThat(property.path("displayName").asText()).isEqualTo("Amount");
    assertThat(property.path("isIndexed").asBoolean()).isTrue();
  }

  private static BranchState changedProperty(BranchState state, String field, String value) {
    var body = state.find(Kind.OBJECT_TYPE, "T0").orElseThrow().body().deepCopy();
    var first = (ObjectNode) body.at("/properties/0");
    first.setAll(Ontologies.json("{'" + field + "':" + value + "}"));
    return Ontologies.after(
        state,
        Kind.OBJECT_TYPE,
        Ontologies.patch("T0", "{'properties':" + body.path("properties") + "}"));
  }

  @RepeatedTest(50)
  void disjointChangesCommute_andMergingItselfDoesNothing(RepetitionInfo repetition) {
    long seed = 1_000L + repetition.getCurrentRepetition();
    Random random = new Random(seed);
    BranchState base = base();
    BranchState left = base;
    BranchState right = base;
    for (int i = 0; i < 6; i++) {
      if (random.nextBoolean()) {
        left = changed(left, "T" + i, random);
      } else {
        right = changed(right, "T" + i, random);
      }
    }
    BranchState rightIntoLeft = applied(left, merge(base, right, left).merged());
    BranchState leftIntoRight = applied(right, merge(base, left, right).merged());

    assertThat(contents(rightIntoLeft)).as("seed %d", seed).isEqualTo(contents(leftIntoRight));
    assertThat(applied(left, merge(base, left, left).merged())).as("seed %d", seed).isEqualTo(left);
  }

  private static BranchState changed(BranchState state, String name, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> described(state, name, "d" + random.nextInt(100));
      case 1 -> Ontologies.after(state, Kind.OBJECT_TYPE, Ontologies.delete(name, false));
      case 2 ->
          Ontologies.after(
              state, Kind.OBJECT_TYPE, Ontologies.patch(name, "{'apiName':'R" + name + "'}"));
      default ->
          Ontologies.after(
              state,
              Kind.OBJECT_TYPE,
              Ontologies.patch(
                  name, "{'properties':[{'apiName':'n','displayName':'N','dataType':'long'}]}"));
    };
  }

  /** What the resources say, without who changed them when. */
  private static Map<String, String> contents(BranchState state) {
    Map<String, String> found = new TreeMap<>();
    for (Resource resource : state.all(Kind.OBJECT_TYPE)) {
      var empty = resource.body().objectNode();
      found.put(resource.rid(), FieldChange.between(empty, resource.body()).toString());
    }
    return found;
  }
}
