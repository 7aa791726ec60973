// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;

/**
 * The rules a branch keeps. Checked on the state a draft leads to, for what the draft touched and
 * for what depends on it; the rest of the branch was checked when it was written.
 */
public final class Integrity {

  /** What a primary key may be made of: values that compare and don't change by rounding. */
  private static final Set<String> KEY_TYPES =
      Set.of("boolean", "string", "integer", "long", "decimal", "date", "time", "timestamp");

  private static final Set<String> NOT_A_TITLE =
      Set.of(
          "json",
          "geopoint",
          "geoshape",
          "vector",
          "timeseries",
          "attachment",
          "array",
          "map",
          "struct");

  private final Draft draft;
  private final List<Violation> found = new ArrayList<>();

  private Integrity(Draft draft) {
    this.draft = draft;
  }

  /** Ends the request when the state a draft leads to is not allowed. */
  public static void require(Draft draft) {
    List<Violation> violations = violations(draft);
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.integrityViolated(violations));
    }
  }

  /** All violations of the state a draft leads to. */
  public static List<Violation> violations(Draft draft) {
    Integrity integrity = new Integrity(draft);
    for (Resource resource : new Dependents(draft).toCheck()) {
      integrity.check(resource);
    }
    return integrity.found;
  }

  private void check(Resource resource) {
    for (Reference reference : Reference.of(resource)) {
      checkReference(resource, reference);
    }
    switch (resource.kind()) {
      case OBJECT_TYPE -> checkObjectType(resource);
      case INTERFACE -> checkCycle(resource, "extends");
      case LINK_TYPE -> {}
    }
  }

  private void checkReference(Resource resource, Reference reference) {
    List<Kind> holders =
        reference.targets().stream()
            .filter(kind -> draft.find(kind, reference.apiName()).isPresent())
            .toList();
    if (holders.isEmpty()) {
      add(
          resource,
          reference.pointer(),
          "reference-missing",
          "There is no "
              + String.join(" or ", reference.targets().stream().map(Kind::label).sorted().toList())
              + " named "
              + reference.apiName()
              + ".");
    } else if (holders.size() > 1) {
      add(
          resource,
          reference.pointer(),
          "reference-ambiguous",
          reference.apiName() + " is an object type and an interface.");
    }
  }

  private void checkObjectType(Resource type) {
    checkCycle(type, "parentType");
    Map<String, ObjectNode> properties = effective(type, "parentType");
    for (int i = 0; i < type.body().path("primaryKey").size(); i++) {
      String name = type.body().path("primaryKey").get(i).asText();
      checkKey(type, "/primaryKey/" + i, name, properties.get(name));
    }
    JsonNode title = type.body().path("titleProperty");
    if (title.isTextual()) {
      checkTitle(type, title.asText(), properties.get(title.asText()));
    }
    checkConformance(type, properties);
  }

  private void checkKey(Resource type, String pointer, String name, ObjectNode property) {
    if (property == null) {
      add(type, pointer, "property-missing", "There is no property named " + name + ".");
    } else if (!KEY_TYPES.contains(property.path("dataType").asText())
        || property.path("isArray").asBoolean()) {
      add(type, pointer, "key-type", name + " is not of a comparable scalar type.");
    } else if (!property.path("isRequired").asBoolean()) {
      add(type, pointer, "key-optional", name + " is not required, so it can't be a key.");
    }
  }

  private void checkTitle(Resource type, String name, ObjectNode property) {
    if (property == null) {
      add(type, "/titleProperty", "property-missing", "There is no property named " + name + ".");
    } else if (NOT_A_TITLE.contains(property.path("dataType").asText())
        || property.path("isArray").asBoolean()) {
      add(type, "/titleProperty", "title-type", name + " can't be shown as a title.");
    }
  }

  private void checkConformance(Resource type, Map<String, ObjectNode> properties) {
    for (int i = 0; i < type.body().path("interfaces").size(); i++) {
      String name = type.body().path("interfaces").get(i).asText();
      Optional<Resource> asked = draft.find(Kind.INTERFACE, name);
      if (asked.isPresent()) {
        for (ObjectNode wanted : effective(asked.get(), "extends").values()) {
          String wantedName = wanted.path("apiName").asText();
          conform(type, "/interfaces/" + i, name, wanted, properties.get(wantedName));
        }
      }
    }
  }

  private void conform(
      Resource type, String pointer, String name, ObjectNode wanted, ObjectNode given) {
    String property = wanted.path("apiName").asText();
    if (given == null) {
      add(type, pointer, "not-conforming", name + " asks for a property named " + property + ".");
      return;
    }
    if (!wanted.path("dataType").equals(given.path("dataType"))
        || wanted.path("isArray").asBoolean() != given.path("isArray").asBoolean()) {
      add(type, pointer, "not-conforming", name + " asks for another type of " + property + ".");
    }
    if (wanted.path("isRequired").asBoolean() && !given.path("isRequired").asBoolean()) {
      add(type, pointer, "not-conforming", name + " asks for " + property + " to be required.");
    }
  }

  private void checkCycle(Resource resource, String field) {
    Set<String> seen = new HashSet<>();
    List<String> next = new ArrayList<>(names(resource, field));
    while (!next.isEmpty()) {
      String name = next.remove(next.size() - 1);
      if (name.equals(resource.apiName())) {
        add(resource, "/" + field, "cycle", resource.apiName() + " leads back to itself.");
        return;
      }
      if (seen.add(name)) {
        draft.find(resource.kind(), name).ifPresent(up -> next.addAll(names(up, field)));
      }
    }
  }

  /** Own and inherited properties by apiName; the nearer one wins. */
  private Map<String, ObjectNode> effective(Resource resource, String field) {
    Map<String, ObjectNode> properties = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    List<Resource> next = new ArrayList<>(List.of(resource));
    while (!next.isEmpty()) {
      Resource current = next.remove(0);
      if (seen.add(current.apiName())) {
        ResourceForm.properties(current.body())
            .forEach(
                property -> properties.putIfAbsent(property.path("apiName").asText(), property));
        names(current, field).forEach(up -> draft.find(resource.kind(), up).ifPresent(next::add));
      }
    }
    return properties;
  }

  private static List<String> names(Resource resource, String field) {
    JsonNode value = resource.body().path(field);
    if (value.isTextual()) {
      return List.of(value.asText());
    }
    Set<String> names = new LinkedHashSet<>();
    value.forEach(name -> names.add(name.asText()));
    return List.copyOf(names);
  }

  private void add(Resource resource, String pointer, String code, String message) {
    Draft.Touched touched = draft.touched().get(resource.rid());
    boolean asked = touched != null && touched.pointer().isPresent();
    String where = asked ? touched.pointer().orElseThrow() + pointer : "";
    String whose = resource.kind().label() + " " + resource.apiName() + ": ";
    found.add(new Violation(where, code, whose + message));
  }
}
