// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which resources a draft may have broken: what it touched, what names something that went or is
 * new, and what inherits from or conforms to something whose structure changed, however far away.
 */
final class Dependents {

  private static final Set<String> STRUCTURE =
      Set.of("properties", "parentType", "extends", "interfaces", "isAbstract");

  private final Draft draft;
  private final Map<String, Resource> toCheck = new LinkedHashMap<>();

  Dependents(Draft draft) {
    this.draft = draft;
  }

  Collection<Resource> toCheck() {
    List<String> names = new ArrayList<>();
    for (Draft.Touched touched : draft.touched().values()) {
      touched.after().ifPresent(now -> toCheck.put(now.rid(), now));
      if (touched.kind() != Kind.LINK_TYPE && changesStructure(touched)) {
        touched.before().ifPresent(old -> names.add(old.apiName()));
        touched.after().ifPresent(now -> names.add(now.apiName()));
      } else if (touched.after().isEmpty()) {
        touched.before().ifPresent(old -> names.add(old.apiName()));
      }
    }
    if (!names.isEmpty()) {
      addUsers(names);
    }
    return toCheck.values();
  }

  /** A new name matters only to those who name another kind's resource by it: an ambiguous end. */
  private boolean changesStructure(Draft.Touched touched) {
    if (touched.before().isEmpty()) {
      String apiName = touched.after().orElseThrow().apiName();
      Kind other = touched.kind() == Kind.INTERFACE ? Kind.OBJECT_TYPE : Kind.INTERFACE;
      return draft.find(other, apiName).isPresent();
    }
    if (touched.after().isEmpty()) {
      return true;
    }
    Resource before = touched.before().orElseThrow();
    Resource after = touched.after().orElseThrow();
    return !before.apiName().equals(after.apiName())
        || STRUCTURE.stream()
            .anyMatch(field -> !before.body().path(field).equals(after.body().path(field)));
  }

  private void addUsers(List<String> names) {
    Set<String> reached = new HashSet<>(names);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Kind kind : Kind.values()) {
        for (Resource resource : draft.all(kind)) {
          for (Reference reference : Reference.of(resource)) {
            if (reached.contains(reference.apiName())) {
              toCheck.putIfAbsent(resource.rid(), resource);
              grown |= reference.structural() && reached.add(resource.apiName());
            }
          }
        }
      }
    }
  }
}
