// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.problem.Violation;

/** A body that is one JSON object of known fields. */
public final class JsonBody {

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  /**
   * Reads the object.
   *
   * @throws RefusedException when the body is something else or has another field
   */
  public static ObjectNode read(byte[] body, Set<String> fields) {
    if (!(parse(body) instanceof ObjectNode object)) {
      throw RefusedException.invalid("", "not-an-object", "The body must be a JSON object.");
    }
    List<Violation> violations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!fields.contains(field.getKey())) {
        violations.add(
            Violation.of(
                "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                "unknown-field",
                "There is no such field."));
      }
    }
    if (!violations.isEmpty()) {
      throw new RefusedException(
          ProblemKind.BAD_REQUEST, "The body has unknown fields.", violations);
    }
    return object;
  }

  /**
   * Reads any JSON.
   *
   * @throws RefusedException when the body is none
   */
  public static JsonNode parse(byte[] body) {
    try {
      return STRICT.readTree(body);
    } catch (JsonProcessingException e) {
      throw RefusedException.invalid(
          "", "bad-json", "The body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw RefusedException.invalid("", "bad-json", "The body is not JSON in UTF-8.");
    }
  }
}
