// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.RandomIds;
import org.oms.terminusdb.embedded.Refusal;

/** Generates the id a class's key asks for and compares it with the one submitted. */
final class Keys {

  /**
   * Characters that stay as they are in a lexical key; RFC 3986's path segment without {@code +}.
   */
  private static final String PLAIN = "-._~!$&'()*,;=:@";

  private final Prefixes prefixes;

  Keys(Prefixes prefixes) {
    this.prefixes = prefixes;
  }

  /** The full id of the document. */
  String idOf(ObjectNode submitted, ClassDefinition type, ObjectNode values) {
    String prefix = prefixes.base() + type.name() + "/";
    return switch (type.keyType()) {
      case "Lexical" -> matching(submitted, prefix + lexical(type, values));
      case "Hash" -> matching(submitted, prefix + RandomIds.sha256(utf8(lexical(type, values))));
      case "ValueHash" ->
          matching(submitted, prefix + RandomIds.sha256(Json.bytes(Json.sorted(values))));
      default -> submittedOrRandom(submitted, type, prefix);
    };
  }

  private String submittedOrRandom(ObjectNode submitted, ClassDefinition type, String prefix) {
    JsonNode id = submitted.path("@id");
    if (!id.isTextual()) {
      return prefix + RandomIds.ofDocument();
    }
    String iri = prefixes.documentIri(id.asText());
    if (!type.isSubdocument() && !iri.startsWith(prefix)) {
      throw Refusal.failure(
          "Document id '" + iri + "' does not have expected prefix '" + prefix + "'",
          "api:SubmittedDocumentIdDoesNotHaveExpectedPrefix",
          "api:document",
          submitted,
          "api:prefix",
          prefix,
          "api:submitted_id",
          iri);
    }
    return iri;
  }

  private String matching(ObjectNode submitted, String generated) {
    JsonNode id = submitted.path("@id");
    String iri = id.isTextual() ? prefixes.documentIri(id.asText()) : generated;
    if (!iri.equals(generated)) {
      throw Refusal.failure(
          "Document was submitted with id '" + iri + "', but id '" + generated + "' was generated",
          "api:SubmittedIdDoesNotMatchGeneratedId",
          "api:document",
          submitted,
          "api:generated_id",
          generated,
          "api:submitted_id",
          iri);
    }
    return iri;
  }

  private static String lexical(ClassDefinition type, ObjectNode values) {
    return type.keyFields().stream()
        .map(field -> encoded(values.path(field).asText()))
        .collect(Collectors.joining("+"));
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints().forEach(each -> append(encoded, each));
    return encoded.toString();
  }

  private static void append(StringBuilder encoded, int character) {
    boolean isPlain =
        character > 127 || Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0;
    if (isPlain) {
      encoded.appendCodePoint(character);
    } else {
      encoded.append(String.format("%%%02X", character));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
