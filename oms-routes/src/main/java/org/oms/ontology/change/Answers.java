// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.oms.ontology.request.Answer;

/** Answers as they are stored for a replay. */
final class Answers {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Answers() {}

  static ObjectNode toJson(Answer answer) {
    ObjectNode stored = JsonNodeFactory.instance.objectNode();
    stored.put("status", answer.status());
    ObjectNode headers = stored.putObject("headers");
    answer.headers().forEach(headers::put);
    // As text: jsonb would sort the fields of the body.
    stored.put("body", answer.body().toString());
    return stored;
  }

  static Answer of(String json) {
    try {
      JsonNode stored = MAPPER.readTree(json);
      Map<String, String> headers = new HashMap<>();
      stored
          .path("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      JsonNode body = MAPPER.readTree(stored.path("body").asText());
      return new Answer(stored.path("status").asInt(), headers, body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored answer is not JSON: " + json, e);
    }
  }
}
