// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Unhandled;

/**
 * The documents of a body: an object, an array, or several of them one after the other. A body that
 * ends too early is, as on TerminusDB, not an error: what was complete before counts.
 */
final class SubmittedDocuments {

  private SubmittedDocuments() {}

  static List<ObjectNode> of(Call call) {
    List<ObjectNode> documents = new ArrayList<>();
    for (JsonNode value : valuesOf(call)) {
      if (value.isArray()) {
        value.forEach(each -> documents.add(object(each)));
      } else {
        documents.add(object(value));
      }
    }
    return documents;
  }

  static List<JsonNode> valuesOf(Call call) {
    List<JsonNode> values = new ArrayList<>();
    try (JsonParser parser = Json.MAPPER.createParser(call.body())) {
      for (JsonNode each = parser.readValueAsTree();
          each != null;
          each = parser.readValueAsTree()) {
        values.add(each);
      }
    } catch (JsonEOFException truncated) {
      return values;
    } catch (JsonProcessingException garbage) {
      throw new Unhandled("not JSON: " + garbage.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static ObjectNode object(JsonNode value) {
    if (value.isObject()) {
      return (ObjectNode) value;
    }
    throw TypeMismatch.of(value, "dict");
  }
}
