// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.oms.audit.AuditConfig;
import org.oms.audit.search.SearchWords;

/** Reads messages as audit events, by the contract and by what PostgreSQL can store. */
@ApplicationScoped
public class EventReader {

  /** Parts of an event that are not text: ids have filters of their own. */
  private static final Set<String> NOT_SEARCHED =
      Set.of(
          "resourceId",
          "rid",
          "requestId",
          "sessionId",
          "filters",
          "commitBefore",
          "commitAfter",
          "userAgent",
          "ip");

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final EventSchema schema;
  private final int wordsMax;

  @Inject
  EventReader(EventSchema schema, AuditConfig config) {
    this(schema, config.search().wordsMax());
  }

  EventReader(EventSchema schema, int wordsMax) {
    this.schema = schema;
    this.wordsMax = wordsMax;
  }

  /**
   * The event in a message.
   *
   * @throws MalformedEventException when there is none, with the reason
   */
  public Event read(IncomingMessage message) throws MalformedEventException {
    String text = decode(message.payload());
    JsonNode event = parse(text);
    schema.check(event);
    String id = event.path("id").textValue();
    if (!id.equalsIgnoreCase(message.messageId())) {
      throw new MalformedEventException(
          "The Nats-Msg-Id " + message.messageId() + " is not the id of the event, " + id + ".");
    }
    if (!event.path("sequence").canConvertToLong()) {
      throw new MalformedEventException("/sequence is too large.");
    }
    SearchWords words = new SearchWords(wordsMax);
    walk(event, words, false);
    return new Event(message, text, event, occurredAt(event), words.vector());
  }

  private static String decode(byte[] payload) throws MalformedEventException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedEventException("The payload is not UTF-8.");
    }
  }

  private static JsonNode parse(String text) throws MalformedEventException {
    try {
      return STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedEventException("The payload is not JSON: " + e.getOriginalMessage());
    }
  }

  private static OffsetDateTime occurredAt(JsonNode event) throws MalformedEventException {
    try {
      OffsetDateTime time = OffsetDateTime.parse(event.path("time").textValue());
      if (time.getYear() > 0) {
        return time;
      }
    } catch (DateTimeException e) {
      // Such as a leap second, which neither Java nor PostgreSQL keeps.
    }
    throw new MalformedEventException("/time is not a time that can be stored.");
  }

  /** Collects the words of all texts, and refuses characters PostgreSQL can't store. */
  private static void walk(JsonNode node, SearchWords words, boolean searched)
      throws MalformedEventException {
    if (node.isTextual()) {
      check(node.textValue());
      if (searched) {
        words.add(node.textValue());
      }
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        walk(element, words, searched);
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = field.getKey();
        check(name);
        boolean inData = searched || name.equals("data");
        walk(field.getValue(), words, inData && !NOT_SEARCHED.contains(name));
      }
    }
  }

  private static void check(String text) throws MalformedEventException {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == 0) {
        throw new MalformedEventException("A text has the character U+0000.");
      }
      if (Character.isSurrogate(character)) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(character, text.charAt(i + 1));
        if (!pair) {
          throw new MalformedEventException("A text has half of a surrogate pair.");
        }
        i++;
      }
    }
  }
}
