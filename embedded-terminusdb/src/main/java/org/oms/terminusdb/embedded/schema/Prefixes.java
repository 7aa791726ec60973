// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;

/**
 * Short and full names: documents live under {@code @base}, classes and properties under
 * {@code @schema}.
 *
 * @param base prefix of document ids
 * @param schema prefix of class and property names
 */
public record Prefixes(String base, String schema) {

  public static final Prefixes DEFAULT =
      new Prefixes("terminusdb:///data/", "terminusdb:///schema#");
  public static final String XSD = "http://www.w3.org/2001/XMLSchema#";
  public static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  public static final String SYS = "http://terminusdb.com/schema/sys#";

  private static final Map<String, String> WELL_KNOWN =
      Map.of(
          "xsd", XSD,
          "rdf", RDF,
          "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
          "owl", "http://www.w3.org/2002/07/owl#",
          "sys", SYS,
          "json", "http://terminusdb.com/schema/json#",
          "xdd", "http://terminusdb.com/schema/xdd#");
  private static final Pattern PROTOCOL =
      Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);
  private static final Pattern PREFIXED =
      Pattern.compile("^(@?[A-Za-z_]\\w*):[^/].*", Pattern.DOTALL);

  /** The full id of a document. */
  public String documentIri(String id) {
    return expand(id, base);
  }

  /** The full name of a class or property. */
  public String schemaIri(String name) {
    return expand(name, schema);
  }

  /** The id of a document as reads show it. */
  public String shortDocumentId(String iri) {
    return iri.startsWith(base) ? iri.substring(base.length()) : iri;
  }

  /** The name of a class or property as schema documents show it. */
  public String shortSchemaName(String iri) {
    if (iri.startsWith(schema)) {
      return iri.substring(schema.length());
    }
    return withPrefix(iri);
  }

  /** A node as WOQL bindings show it. */
  public String shortNode(String iri) {
    if (iri.startsWith(base)) {
      return iri.substring(base.length());
    }
    return iri.startsWith(schema) ? "@schema:" + iri.substring(schema.length()) : withPrefix(iri);
  }

  public ObjectNode asContext(String type) {
    return Json.object("@base", base, "@schema", schema, "@type", type);
  }

  private static String withPrefix(String iri) {
    return WELL_KNOWN.entrySet().stream()
        .filter(each -> iri.startsWith(each.getValue()))
        .map(each -> each.getKey() + ":" + iri.substring(each.getValue().length()))
        .findFirst()
        .orElse(iri);
  }

  private String expand(String name, String namespace) {
    if (PROTOCOL.matcher(name).matches()) {
      return name;
    }
    var prefixed = PREFIXED.matcher(name);
    if (!prefixed.matches()) {
      return namespace + name;
    }
    String prefix = prefixed.group(1);
    String rest = name.substring(prefix.length() + 1);
    return switch (prefix) {
      case "@schema" -> schema + rest;
      case "@base" -> base + rest;
      default -> knownNamespace(prefix, name) + rest;
    };
  }

  private static String knownNamespace(String prefix, String name) {
    String namespace = WELL_KNOWN.get(prefix);
    if (namespace == null) {
      throw Refusal.failure(
          "The key '" + name + "' is utilising an unknown prefix.",
          "api:UnknownPrefixError",
          "api:key",
          name);
    }
    return namespace;
  }
}
