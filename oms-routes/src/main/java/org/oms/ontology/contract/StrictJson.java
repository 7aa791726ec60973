// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;

/**
 * Reads JSON as RFC 8259 and RFC 7493 (I-JSON) want it, and refuses what others let pass: doubled
 * keys, broken UTF-8, lone surrogates, control characters, numbers no store can hold.
 */
@ApplicationScoped
public class StrictJson {

  /** Beyond a double's exponents a number is an attack or a mistake. */
  private static final int EXPONENT_MAX = 308;

  private final ObjectMapper mapper;

  @Inject
  public StrictJson(OmsConfig config) {
    this(config.input().nestingDepthMax(), config.input().numberLengthMax());
  }

  StrictJson(int nestingDepthMax, int numberLengthMax) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(nestingDepthMax)
                    .maxNumberLength(numberLengthMax)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    mapper =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  /**
   * A whole body; {@code json-malformed} or {@code text-not-allowed} (400) when it is not right.
   */
  public JsonNode read(ByteBuffer body) {
    String text = decoded(body);
    try (JsonParser parser = mapper.createParser(text)) {
      JsonNode node = mapper.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw malformed("The body is empty.");
      }
      check(node, "");
      return node;
    } catch (JsonProcessingException e) {
      throw malformed(explained(e));
    } catch (IOException e) {
      throw malformed("The body is no JSON.");
    }
  }

  private static String decoded(ByteBuffer body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(body.duplicate())
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("The body is not UTF-8.");
    }
  }

  private static void check(JsonNode node, String pointer) {
    if (node.isTextual()) {
      checkText(node.textValue(), pointer);
    } else if (node.isBigDecimal()) {
      var value = node.decimalValue();
      if (Math.abs((long) value.precision() - value.scale()) > EXPONENT_MAX
          || Math.abs((long) value.scale()) > EXPONENT_MAX) {
        throw notAllowed(pointer, "number-not-allowed", "The number is too large or too small.");
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), pointer + "/" + i);
      }
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                checkText(field.getKey(), pointer);
                String name = field.getKey().replace("~", "~0").replace("/", "~1");
                check(field.getValue(), pointer + "/" + name);
              });
    }
  }

  /** Text is any Unicode but control characters (tab and line ends aside) and half surrogates. */
  private static void checkText(String text, String pointer) {
    text.codePoints()
        .filter(StrictJson::isRefused)
        .findFirst()
        .ifPresent(
            code -> {
              throw notAllowed(
                  pointer,
                  "text-not-allowed",
                  String.format("The character U+%04X is not allowed in text.", code));
            });
  }

  private static boolean isRefused(int code) {
    boolean control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
    boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    boolean deleteOrLatin1Control = code >= 0x7f && code < 0xa0;
    return control || deleteOrLatin1Control || surrogate;
  }

  private static String explained(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " (line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ")";
    if (e instanceof StreamConstraintsException) {
      return "It is nested too deeply, or a name or a number is too long.";
    }
    String message = e.getOriginalMessage();
    return message.lines().findFirst().orElse("The body is no JSON").strip() + where;
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(
        Problem.of("json-malformed", "The body is not acceptable JSON", 400, detail));
  }

  private static ProblemException notAllowed(String pointer, String code, String message) {
    return new ProblemException(
        Problem.requestInvalid(List.of(new Violation(pointer, code, message))));
  }
}
