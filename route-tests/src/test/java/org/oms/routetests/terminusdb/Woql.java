// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WOQL requests in the form that works on the real server. */
final class Woql {

  private Woql() {}

  /** A query or commit body. */
  static Map<String, Object> commit(String author, String message, Object... parts) {
    return Map.of(
        "commit_info",
        Map.of("author", author, "message", message),
        "query",
        Map.of("@type", "And", "and", List.of(parts)));
  }

  static Map<String, Object> revisionIs(int revision) {
    return Map.of(
        "@type",
        "Triple",
        "subject",
        Map.of("@type", "NodeValue", "node", "Guard/head"),
        "predicate",
        Map.of("@type", "NodeValue", "node", "@schema:revision"),
        "object",
        Map.of("@type", "Value", "data", Map.of("@type", "xsd:integer", "@value", revision)));
  }

  static Map<String, Object> raiseTo(int revision) {
    return update(Map.of("@type", "Guard", "@id", "Guard/head", "revision", revision));
  }

  static Map<String, Object> insert(Map<String, ?> document) {
    return Map.of("@type", "InsertDocument", "document", template(document));
  }

  static Map<String, Object> update(Map<String, ?> document) {
    return Map.of("@type", "UpdateDocument", "document", template(document));
  }

  static Map<String, Object> delete(String id) {
    Map<String, String> node = Map.of("@type", "NodeValue", "node", id);
    return Map.of("@type", "DeleteDocument", "identifier", node);
  }

  private static Map<String, Object> template(Map<String, ?> document) {
    List<Object> pairs = new ArrayList<>();
    document.forEach(
        (field, value) ->
            pairs.add(Map.of("@type", "FieldValuePair", "field", field, "value", value(value))));
    return Map.of(
        "@type", "Value", "dictionary", Map.of("@type", "DictionaryTemplate", "data", pairs));
  }

  private static Map<String, Object> value(Object value) {
    if (value instanceof List<?> list) {
      return Map.of("@type", "Value", "list", list.stream().map(Woql::value).toList());
    }
    String type = value instanceof Integer ? "xsd:integer" : "xsd:string";
    return Map.of("@type", "Value", "data", Map.of("@type", type, "@value", value));
  }
}
