// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;

class ResourceWriteTest {

  private static final String EMPLOYEE =
      """
      {'apiName':'Employee','displayName':'직원','primaryKey':['number'],'titleProperty':'name',
       'properties':[
        {'apiName':'number','displayName':'Number','dataType':'string','isRequired':true},
        {'apiName':'name','displayName':'Name','dataType':'string'}]}
      """;
  private static final String DEPARTMENT = "{'apiName':'Department','displayName':'D'}";
  private static final String WORKS_IN =
      "{'apiName':'WorksIn','displayName':'works in','from':'Employee','to':'Department',"
          + "'cardinality':'many-to-one'}";

  private static BranchState linked() {
    BranchState types =
        Ontologies.after(
            Ontologies.after(Ontologies.empty(), Kind.OBJECT_TYPE, Ontologies.create(EMPLOYEE)),
            Kind.OBJECT_TYPE,
            Ontologies.create(DEPARTMENT));
    return Ontologies.after(types, Kind.LINK_TYPE, Ontologies.create(WORKS_IN));
  }

  private static Problem refused(BranchState state, Kind kind, ResourceWrite.Change change) {
    return catchThrowableOfType(ProblemException.class, () -> Ontologies.plan(state, kind, change))
        .problem();
  }

  private static List<String> codes(Problem problem) {
    return problem.errors().stream().map(Violation::code).toList();
  }

  @Test
  void created_hasDefaultsRevisionAndEvent() {
    Plan plan = Ontologies.plan(Ontologies.empty(), Kind.OBJECT_TYPE, Ontologies.create(EMPLOYEE));

    Resource made = plan.changes().get(0).after().orElseThrow();
    assertThat(plan.answer().status()).isEqualTo(201);
    assertThat(plan.answer().headers()).containsEntry("Location", "/here/Employee");
    assertThat(made.revision()).isEqualTo(1);
    assertThat(made.body().path("status").asText()).isEqualTo("experimental");
    assertThat(made.body().path("displayName").asText()).isEqualTo("직원");
    assertThat(made.rid()).matches("ri\\.oms\\.object-type\\.[0-9a-f-]{36}");
    assertThat(plan.changes().get(0).event().fieldsChanged())
        .contains("apiName", "properties/number", "properties/name")
        .doesNotContain("status", "rid");
  }

  @Test
  void plannedTwice_isTheSamePlan() {
    ResourceWrite write =
        new ResourceWrite(
            "main",
            Ontologies.context(),
            Kind.OBJECT_TYPE,
            Ontologies.create(EMPLOYEE),
            "/here",
            Ontologies.rids(),
            Ontologies.FORMS);

    assertThat(write.plan(Ontologies.empty())).isEqualTo(write.plan(Ontologies.empty()));
  }

  @Test
  void unchangedUpdate_commitsNothing() {
    BranchState state = linked();

    Plan plan =
        Ontologies.plan(
            state, Kind.OBJECT_TYPE, Ontologies.patch("Employee", "{'displayName':'직원'}"));

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.answer().status()).isEqualTo(200);
    assertThat(plan.answer().body().path("revision").asLong()).isEqualTo(1);
  }

  @Test
  void everyViolationOfABody_isInOneAnswer() {
    Problem problem =
        refused(
            Ontologies.empty(),
            Kind.OBJECT_TYPE,
            Ontologies.create("{'apiName':'1','displayName':'','colour':'x','color':'red'}"));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.errors().stream().map(Violation::pointer))
        .contains("/apiName", "/displayName", "/colour", "/color");
  }

  @Test
  void everyBrokenRuleOfTheBranch_isInOneAnswer() {
    Problem problem =
        refused(
            Ontologies.empty(),
            Kind.OBJECT_TYPE,
            Ontologies.create(
                """
                {'apiName':'T','displayName':'T','primaryKey':['a','b','c'],'titleProperty':'x',
                 'parentType':'Nobody','interfaces':['Nothing'],'properties':[
                  {'apiName':'a','displayName':'A','dataType':'string'},
                  {'apiName':'b','displayName':'B','dataType':'double','isRequired':true}]}
                """));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(codes(problem))
        .containsExactlyInAnyOrder(
            "key-optional",
            "key-type",
            "property-missing",
            "property-missing",
            "reference-missing",
            "reference-missing");
  }

  @Test
  void usedResource_isNotDeleted_butCascadeTakesItsLinksToo() {
    BranchState state = linked();

    Problem problem = refused(state, Kind.OBJECT_TYPE, Ontologies.delete("Department", false));
    Plan cascade = Ontologies.plan(state, Kind.OBJECT_TYPE, Ontologies.delete("Department", true));

    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.errors().get(0).message()).contains("WorksIn");
    assertThat(cascade.changes()).hasSize(2).allMatch(change -> change.after().isEmpty());
  }

  @Test
  void rename_keepsTheRid_andReferencesFollow() {
    BranchState state = linked();

    BranchState renamed =
        Ontologies.after(
            state, Kind.OBJECT_TYPE, Ontologies.patch("Department", "{'apiName':'Unit'}"));

    assertThat(renamed.find(Kind.OBJECT_TYPE, "Department")).isEmpty();
    assertThat(renamed.find(Kind.OBJECT_TYPE, "Unit").orElseThrow().rid())
        .isEqualTo(state.find(Kind.OBJECT_TYPE, "Department").orElseThrow().rid());
    assertThat(renamed.find(Kind.LINK_TYPE, "WorksIn").orElseThrow().body().path("to").asText())
        .isEqualTo("Unit");
  }

  @Test
  void inheritance_mayNotGoInACircle() {
    BranchState state = linked();
    BranchState child =
        Ontologies.after(
            state, Kind.OBJECT_TYPE, Ontologies.patch("Department", "{'parentType':'Employee'}"));

    Problem problem =
        refused(
            child, Kind.OBJECT_TYPE, Ontologies.patch("Employee", "{'parentType':'Department'}"));

    assertThat(codes(problem)).contains("cycle");
  }

  @Test
  void interfaceThatAsksForMore_isRefusedWhileATypeDoesNotConform() {
    BranchState state =
        Ontologies.after(
            linked(), Kind.INTERFACE, Ontologies.create("{'apiName':'Named','displayName':'N'}"));
    BranchState conforming =
        Ontologies.after(
            state, Kind.OBJECT_TYPE, Ontologies.patch("Employee", "{'interfaces':['Named']}"));

    Problem problem =
        refused(
            conforming,
            Kind.INTERFACE,
            Ontologies.patch(
                "Named",
                "{'properties':[{'apiName':'nick','displayName':'N','dataType':'string'}]}"));

    assertThat(codes(problem)).containsExactly("not-conforming");
  }

  @Test
  void preconditions_areNeededAndChecked() {
    BranchState state = linked();
    var missing = new Precondition(Optional.empty(), "/If-Match");
    var stale = new Precondition(Optional.of("\"000000000000-9\""), "/If-Match");

    assertThat(
            refused(
                    state,
                    Kind.OBJECT_TYPE,
                    new ResourceWrite.Patch("Employee", Ontologies.json("{}"), missing))
                .status())
        .isEqualTo(428);
    assertThat(
            refused(
                    state,
                    Kind.OBJECT_TYPE,
                    new ResourceWrite.Patch("Employee", Ontologies.json("{}"), stale))
                .status())
        .isEqualTo(412);
  }

  @Test
  void readOnlyFields_areRefusedWhenDifferent() {
    Problem problem =
        refused(linked(), Kind.OBJECT_TYPE, Ontologies.patch("Employee", "{'revision':9}"));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(codes(problem)).containsExactly("read-only");
  }

  @Test
  void changeSet_seesItsOwnOperations_andMakesOneChangeOfAResource() {
    ChangeSet set =
        new ChangeSet(
            "main",
            Ontologies.context(),
            List.of(
                Ontologies.json("{'op':'create','kind':'link-types','body':" + WORKS_IN + "}"),
                Ontologies.json("{'op':'create','kind':'object-types','body':" + EMPLOYEE + "}"),
                Ontologies.json("{'op':'create','kind':'object-types','body':" + DEPARTMENT + "}"),
                Ontologies.json(
                    "{'op':'update','kind':'object-types','apiName':'Department',"
                        + "'body':{'description':'d'}}")),
            Ontologies.rids(),
            Ontologies.FORMS);

    Plan plan = set.plan(Ontologies.empty());

    assertThat(plan.changes()).hasSize(3);
    assertThat(plan.answer().body().path("results")).hasSize(4);
    assertThat(plan.changes()).allMatch(change -> change.after().orElseThrow().revision() == 1);
  }

  @Test
  void property_hasItsOwnEventAndTag() {
    BranchState state = linked();
    PropertyWrite write =
        new PropertyWrite(
            "main",
            Ontologies.context(),
            Kind.OBJECT_TYPE,
            "Employee",
            Ontologies.create("{'apiName':'age','displayName':'Age','dataType':'integer'}"),
            "/here",
            Ontologies.rids(),
            Ontologies.FORMS);

    Plan plan = write.plan(state);

    EventDraft event = plan.changes().get(0).event();
    assertThat(event.action()).isEqualTo("property.create");
    assertThat(event.resourceName()).isEqualTo("age");
    assertThat(event.metadata().get("owner")).startsWith("object_type/ri.oms.object-type.");
    assertThat(event.metadata().get("ownerName")).isEqualTo("Employee");
    assertThat(plan.answer().status()).isEqualTo(201);
  }
}
