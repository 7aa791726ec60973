// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import org.oms.ontology.contract.Contract;

/** The form of every kind, and of their properties. */
@ApplicationScoped
public class ResourceForms {

  private final Map<Kind, ResourceForm> kinds = new EnumMap<>(Kind.class);
  private final ResourceForm property;

  @Inject
  public ResourceForms(Contract contract) {
    for (Kind kind : Kind.values()) {
      kinds.put(kind, new ResourceForm(contract, kind.documentClass()));
    }
    property = new ResourceForm(contract, "Property");
  }

  public ResourceForm of(Kind kind) {
    return kinds.get(kind);
  }

  public ResourceForm ofProperty() {
    return property;
  }

  /** A body and its properties with defaults filled in, fields in order. */
  ObjectNode canonical(Kind kind, ObjectNode body) {
    ObjectNode canonical = of(kind).canonical(body);
    if (of(kind).fields().contains("properties")) {
      ArrayNode properties = ResourceForm.array();
      for (JsonNode written : body.path("properties")) {
        properties.add(property.canonical((ObjectNode) written));
      }
      canonical.set("properties", properties);
    }
    return canonical;
  }
}
