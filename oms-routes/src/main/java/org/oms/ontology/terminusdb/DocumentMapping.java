// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Resource;
import org.oms.ontology.resource.ResourceForms;

/**
 * A resource as a TerminusDB document and back, with nothing lost. What people look for in
 * TerminusDB is a field of the class; the rest is one JSON text, {@code moreJson}, because every
 * typed value makes a commit slower: a hundred object types take half the time this way
 * (docs/adr/0002).
 */
public final class DocumentMapping {

  private static final String MORE = "moreJson";

  /** Field name to TerminusDB type, in the order of the schema file. */
  private final Map<Kind, Map<String, String>> fields = new EnumMap<>(Kind.class);

  private final ResourceForms forms;

  public DocumentMapping(JsonNode schema, ResourceForms forms) {
    this.forms = forms;
    for (JsonNode documentClass : schema) {
      Kind.ofDocumentClass(documentClass.path("@id").asText())
          .ifPresent(kind -> fields.put(kind, fieldsOf(documentClass)));
    }
  }

  private static Map<String, String> fieldsOf(JsonNode documentClass) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : documentClass.properties()) {
      if (!field.getKey().startsWith("@")) {
        JsonNode type = field.getValue();
        types.put(field.getKey(), type.isTextual() ? type.asText() : type.path("@class").asText());
      }
    }
    return types;
  }

  /** The same for ever, also when the resource is renamed. */
  public String documentId(Resource resource) {
    String rid = resource.rid();
    return resource.kind().documentClass() + "/" + rid.substring(rid.lastIndexOf('.') + 1);
  }

  public ObjectNode toDocument(Resource resource) {
    Map<String, String> types = fields.get(resource.kind());
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("@id", documentId(resource)).put("@type", resource.kind().documentClass());
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : resource.body().properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (!name.equals(MORE) && fits(value, types.get(name))) {
        document.set(name, value);
      } else {
        more.set(name, value);
      }
    }
    if (!more.isEmpty()) {
      document.put(MORE, text(more));
    }
    return document;
  }

  /** The very text that was written, since its entity tag is a strong one. */
  public Resource toResource(Kind kind, JsonNode document) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String name : fields.get(kind).keySet()) {
      JsonNode value = document.path(name);
      if (value.isMissingNode()) {
        continue;
      }
      if (name.equals(MORE)) {
        body.setAll((ObjectNode) parse(value.asText()));
      } else {
        body.set(name, value);
      }
    }
    return new Resource(kind, forms.of(kind).ordered(body));
  }

  private static boolean fits(JsonNode value, String type) {
    if (type == null) {
      return false;
    }
    return switch (type) {
      case "xsd:string" -> value.isTextual();
      case "xsd:integer" -> value.isIntegralNumber();
      default -> false;
    };
  }

  private static String text(JsonNode value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A document holds what is not JSON: " + text, e);
    }
  }
}
