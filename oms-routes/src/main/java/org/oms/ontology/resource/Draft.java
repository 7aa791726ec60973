// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A branch with changes that are not committed yet. Knows for each touched resource what it was on
 * the branch, so that several operations on one resource become one change.
 */
public final class Draft {

  /**
   * A resource that was touched.
   *
   * @param pointer where in the request, empty when another resource's change touched it
   */
  record Touched(
      Kind kind, Optional<Resource> before, Optional<Resource> after, Optional<String> pointer) {}

  /** A resource that names another, and where. */
  record User(Resource resource, Reference reference) {}

  private final BranchState base;
  private final Map<Kind, Map<String, Optional<Resource>>> overlay = new EnumMap<>(Kind.class);
  private final Map<String, Touched> touched = new LinkedHashMap<>();

  public Draft(BranchState base) {
    this.base = base;
  }

  String branch() {
    return base.branch();
  }

  public Optional<Resource> find(Kind kind, String apiName) {
    Optional<Resource> drafted = overlay.getOrDefault(kind, Map.of()).get(apiName);
    return drafted == null ? base.find(kind, apiName) : drafted;
  }

  /** The same; {@code resource-not-found} (404) when there is none. */
  Resource require(Kind kind, String apiName) {
    return find(kind, apiName).orElseThrow(() -> BranchState.notFound(kind, apiName, branch()));
  }

  public boolean isTouched(String rid) {
    return touched.containsKey(rid);
  }

  Map<String, Touched> touched() {
    return touched;
  }

  /** A resource as it is now, by rid; only for touched ones. */
  public Optional<Resource> touchedNow(String rid) {
    return Optional.ofNullable(touched.get(rid)).flatMap(Touched::after);
  }

  /** Adds a resource the branch does not have. */
  public Resource add(Kind kind, ObjectNode body, Optional<String> pointer) {
    Resource added = new Resource(kind, body);
    Optional<Resource> before =
        Optional.ofNullable(touched.get(added.rid())).flatMap(Touched::before);
    touched.put(added.rid(), new Touched(kind, before, Optional.of(added), pointer));
    name(kind, added.apiName(), Optional.of(added));
    return added;
  }

  /** Puts a new body in place of a resource's; the apiName may differ. */
  public Resource put(Resource current, ObjectNode body, Optional<String> pointer) {
    Resource next = new Resource(current.kind(), body);
    touch(current, Optional.of(next), pointer);
    name(current.kind(), current.apiName(), Optional.empty());
    name(current.kind(), next.apiName(), Optional.of(next));
    return next;
  }

  public void remove(Resource current, Optional<String> pointer) {
    touch(current, Optional.empty(), pointer);
    name(current.kind(), current.apiName(), Optional.empty());
  }

  /** All resources of a kind. */
  Collection<Resource> all(Kind kind) {
    Map<String, Optional<Resource>> drafted = overlay.getOrDefault(kind, Map.of());
    if (drafted.isEmpty()) {
      return base.all(kind);
    }
    Map<String, Resource> all = new HashMap<>(base.byName(kind));
    drafted.forEach(
        (apiName, resource) -> {
          all.remove(apiName);
          resource.ifPresent(present -> all.put(apiName, present));
        });
    return all.values();
  }

  /** Lets all who name a resource by an old name name it by its new one. */
  public void renameReferences(Kind kind, String oldName, String newName) {
    for (User user : users(kind, oldName)) {
      Resource holder = find(user.resource().kind(), user.resource().apiName()).orElseThrow();
      ObjectNode body = holder.body().deepCopy();
      user.reference().rename(body, newName);
      put(holder, body, Optional.empty());
    }
  }

  /** Who names a resource. */
  List<User> users(Kind kind, String apiName) {
    List<User> found = new ArrayList<>();
    for (Kind userKind : Kind.values()) {
      for (Resource resource : all(userKind)) {
        Reference.of(resource).stream()
            .filter(reference -> reference.isTo(kind, apiName))
            .forEach(reference -> found.add(new User(resource, reference)));
      }
    }
    return found;
  }

  private void touch(Resource current, Optional<Resource> after, Optional<String> pointer) {
    Touched earlier = touched.get(current.rid());
    Optional<Resource> before = earlier == null ? Optional.of(current) : earlier.before();
    Optional<String> where = pointer.isPresent() || earlier == null ? pointer : earlier.pointer();
    if (before.isEmpty() && after.isEmpty()) {
      touched.remove(current.rid());
    } else {
      touched.put(current.rid(), new Touched(current.kind(), before, after, where));
    }
  }

  private void name(Kind kind, String apiName, Optional<Resource> resource) {
    overlay.computeIfAbsent(kind, any -> new HashMap<>()).put(apiName, resource);
  }
}
