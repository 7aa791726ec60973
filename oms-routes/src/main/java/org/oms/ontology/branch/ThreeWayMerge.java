// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Draft;
import org.oms.ontology.resource.FieldChange;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Resource;

/**
 * Brings what a source changed since the common ancestor into a draft of the target, resource by
 * resource (the rid says which), field by field, property by property. What both sides did alike is
 * no conflict; what only one did is taken.
 */
final class ThreeWayMerge {

  private record Sides(
      Map<String, Resource> base, Map<String, Resource> source, Map<String, Resource> target) {}

  private final BranchState base;
  private final BranchState source;
  private final BranchState target;
  private final Draft draft;
  private final Choices choices;

  ThreeWayMerge(
      BranchState base, BranchState source, BranchState target, List<Resolution> resolutions) {
    this.base = base;
    this.source = source;
    this.target = target;
    draft = new Draft(target);
    choices = new Choices(resolutions);
  }

  /** The target with the source's changes; complete only if there are no conflicts. */
  Draft merged() {
    Map<Kind, Sides> sides = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      sides.put(kind, new Sides(byRid(base, kind), byRid(source, kind), byRid(target, kind)));
    }
    // What goes and what changes comes first, so that a name that becomes free can be used again.
    sides.forEach((kind, each) -> each.base().values().forEach(old -> changed(old, each)));
    sides.forEach((kind, each) -> each.source().values().forEach(added -> added(added, each)));
    sides.values().forEach(this::followRenames);
    return draft;
  }

  List<MergeConflict> conflicts() {
    return choices.conflicts();
  }

  /** Whether the caller settled a conflict, be it so that the target stays as it is. */
  boolean settled() {
    return choices.settled();
  }

  private void changed(Resource old, Sides sides) {
    Resource ours = sides.source().get(old.rid());
    Resource theirs = sides.target().get(old.rid());
    boolean changed = ours == null || differs(old, ours);
    if (!changed || (ours == null && theirs == null)) {
      return;
    }
    if (ours == null) {
      if (!differs(old, theirs)
          || choices.takesSource(MergeConflict.Type.MODIFY_DELETE, old, null, theirs)) {
        draft.remove(theirs, Optional.of(""));
      }
    } else if (theirs == null) {
      if (choices.takesSource(MergeConflict.Type.MODIFY_DELETE, old, ours, null)) {
        add(ours);
      }
    } else {
      put(theirs, fields(old.body(), ours, theirs));
    }
  }

  private void added(Resource added, Sides sides) {
    if (sides.base().containsKey(added.rid())) {
      return;
    }
    Resource same = sides.target().get(added.rid());
    if (same != null) {
      put(same, fields(emptyOf(added), added, same));
      return;
    }
    Optional<Resource> named = draft.find(added.kind(), added.apiName());
    if (named.isEmpty()) {
      add(added);
    } else if (!Alike.are(named.get().body(), added.body())
        && choices.takesSource(MergeConflict.Type.ADD_ADD, added, null, added, named.get())) {
      draft.remove(named.get(), Optional.of(""));
      add(added);
    }
  }

  private ObjectNode fields(ObjectNode old, Resource ours, Resource theirs) {
    return new FieldMerge(choices, ours).merge(old, ours.body(), theirs.body());
  }

  private void put(Resource theirs, ObjectNode merged) {
    String name = merged.path("apiName").asText();
    Optional<Resource> named = draft.find(theirs.kind(), name);
    if (named.isPresent() && !named.get().rid().equals(theirs.rid())) {
      // The conflict stays whatever side is taken, until it is resolved with a free name.
      choices.insist(
          new MergeConflict(
              MergeConflict.Type.RENAME_RENAME,
              theirs,
              "apiName",
              MissingNode.getInstance(),
              merged.path("apiName"),
              theirs.body().path("apiName")));
      return;
    }
    if (!FieldChange.between(theirs.body(), merged).isEmpty()) {
      draft.put(theirs, merged, Optional.of(""));
    }
  }

  private void add(Resource resource) {
    ObjectNode body = resource.body().deepCopy();
    body.remove("revision");
    draft.add(resource.kind(), body, Optional.of(""));
  }

  /** Who still names a renamed resource by a name it had on one of the sides, names the new one. */
  private void followRenames(Sides sides) {
    for (Resource old : sides.base().values()) {
      Optional<Resource> now = now(old.rid(), sides);
      List<Resource> known = new ArrayList<>(List.of(old));
      Optional.ofNullable(sides.source().get(old.rid())).ifPresent(known::add);
      Optional.ofNullable(sides.target().get(old.rid())).ifPresent(known::add);
      now.ifPresent(
          present ->
              known.stream()
                  .map(Resource::apiName)
                  .distinct()
                  .filter(name -> draft.find(old.kind(), name).isEmpty())
                  .forEach(name -> draft.renameReferences(old.kind(), name, present.apiName())));
    }
  }

  private Optional<Resource> now(String rid, Sides sides) {
    return draft.isTouched(rid)
        ? draft.touchedNow(rid)
        : Optional.ofNullable(sides.target().get(rid));
  }

  private static boolean differs(Resource one, Resource other) {
    return !FieldChange.between(one.body(), other.body()).isEmpty();
  }

  private static ObjectNode emptyOf(Resource resource) {
    ObjectNode empty = resource.body().objectNode();
    empty.set("rid", resource.body().get("rid"));
    return empty;
  }

  private static Map<String, Resource> byRid(BranchState state, Kind kind) {
    Map<String, Resource> found = new LinkedHashMap<>();
    state.all(kind).forEach(resource -> found.put(resource.rid(), resource));
    return found;
  }

  /** What the caller decided, and what they still have to. */
  static final class Choices {

    private final Map<String, Resolution> resolutions = new HashMap<>();
    private final List<MergeConflict> conflicts = new ArrayList<>();
    private boolean settled;

    Choices(List<Resolution> given) {
      given.forEach(each -> resolutions.put(each.rid() + " " + each.field(), each));
    }

    List<MergeConflict> conflicts() {
      return List.copyOf(conflicts);
    }

    boolean settled() {
      return settled;
    }

    void insist(MergeConflict conflict) {
      conflicts.add(conflict);
    }

    /** The value to take; the target's while nothing is decided. */
    JsonNode choose(MergeConflict conflict) {
      Resolution decided = resolutions.get(conflict.resource().rid() + " " + conflict.field());
      if (decided == null) {
        conflicts.add(conflict);
        return conflict.target();
      }
      settled = true;
      return decided.choose(conflict.base(), conflict.source(), conflict.target());
    }

    boolean takesSource(MergeConflict.Type type, Resource base, Resource source, Resource target) {
      Resource named = source == null ? base : source;
      return takesSource(type, named, base, source, target);
    }

    boolean takesSource(
        MergeConflict.Type type, Resource named, Resource base, Resource source, Resource target) {
      MergeConflict conflict =
          new MergeConflict(type, named, "", body(base), body(source), body(target));
      Resolution decided = resolutions.get(named.rid() + " ");
      boolean decisive =
          decided != null
              && Set.of(Resolution.Take.SOURCE, Resolution.Take.TARGET).contains(decided.take());
      settled |= decisive;
      if (!decisive) {
        conflicts.add(conflict);
      }
      return decisive && decided.take() == Resolution.Take.SOURCE;
    }

    private static JsonNode body(Resource resource) {
      return resource == null ? MissingNode.getInstance() : resource.body();
    }
  }
}
