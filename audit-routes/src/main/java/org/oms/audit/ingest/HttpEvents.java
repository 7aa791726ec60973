// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.JsonBody;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.problem.Violation;

/**
 * Reads CloudEvents over HTTP, in binary, structured and batch mode, as messages like those of the
 * broker.
 */
@ApplicationScoped
public class HttpEvents {

  /** As the contract has it: one transaction of bounded size. */
  private static final int EVENTS_MAX = 1000;

  private static final int VIOLATIONS_MAX = 100;
  private static final String ATTRIBUTE = "ce-";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final JsonFactory JSON = new JsonFactory();

  /** {@code POST /events}: the events as they came; whether they are events is not looked at. */
  public List<IncomingMessage> read(ApiRequest request) {
    request.caller().requireAppender();
    if (request.body().length == 0) {
      throw RefusedException.invalid("", "no-events", "There is no body.");
    }
    String mediaType = request.headers().get("content-type").split(";", 2)[0].trim();
    List<byte[]> events =
        switch (mediaType.toLowerCase(Locale.ROOT)) {
          case BATCH -> batch(request.body());
          case STRUCTURED -> List.of(request.body());
          default -> List.of(binary(request));
        };
    List<IncomingMessage> messages = new ArrayList<>();
    for (byte[] event : events) {
      messages.add(message(event, messages.size()));
    }
    return messages;
  }

  /** The batch, unless something in it is no event: then nothing is stored. */
  public EventBatch accepted(EventBatch batch) {
    if (batch.refused().isEmpty()) {
      return batch;
    }
    List<Violation> violations =
        batch.refused().stream()
            .limit(VIOLATIONS_MAX)
            .map(
                refused ->
                    Violation.of(
                        "/" + refused.message().sequence(), "malformed-event", refused.reason()))
            .toList();
    throw new RefusedException(
        ProblemKind.BAD_REQUEST,
        batch.refused().size() + " of the events are not valid; none is stored.",
        violations);
  }

  /** The body of the answer. */
  public String answer(List<IncomingMessage> messages) {
    return JsonNodeFactory.instance.objectNode().put("stored", messages.size()).toString();
  }

  private static IncomingMessage message(byte[] event, int index) {
    return new IncomingMessage(event, idOf(event), "audit.events", "http", index);
  }

  /** Null when there is none: then the event is refused for that. */
  private static String idOf(byte[] event) {
    try {
      JsonNode id = JsonBody.parse(event).path("id");
      return id.textValue();
    } catch (RefusedException e) {
      return null;
    }
  }

  /** Each element of the array as its own bytes, so that no character changes. */
  private static List<byte[]> batch(byte[] body) {
    List<byte[]> events = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw RefusedException.invalid("", "not-an-array", "The body must be an array of events.");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (events.size() == EVENTS_MAX) {
          throw RefusedException.invalid(
              "", "too-many-events", "There may be " + EVENTS_MAX + " events at once.");
        }
        int begin = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        if (begin < 0) {
          throw RefusedException.invalid("", "bad-json", "The body is not JSON in UTF-8.");
        }
        parser.skipChildren();
        parser.finishToken();
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        events.add(Arrays.copyOfRange(body, begin, end));
      }
      if (parser.nextToken() != null) {
        throw RefusedException.invalid("", "bad-json", "There is something after the array.");
      }
    } catch (JsonProcessingException e) {
      throw RefusedException.invalid(
          "", "bad-json", "The body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw RefusedException.invalid("", "bad-json", "The body is not JSON in UTF-8.");
    }
    if (events.isEmpty()) {
      throw RefusedException.invalid("", "no-events", "There is no event.");
    }
    return events;
  }

  /** The attributes are headers and the data is the body; together they are a structured event. */
  private static byte[] binary(ApiRequest request) {
    JsonBody.parse(request.body());
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> header : new TreeMap<>(request.headers()).entrySet()) {
      if (header.getKey().startsWith(ATTRIBUTE)) {
        put(attributes, header.getKey().substring(ATTRIBUTE.length()), decode(header));
      }
    }
    attributes.put("datacontenttype", "application/json");
    String head = attributes.toString();
    return (head.substring(0, head.length() - 1)
            + ",\"data\":"
            + new String(request.body(), UTF_8)
            + "}")
        .getBytes(UTF_8);
  }

  private static void put(ObjectNode attributes, String name, String value) {
    if (name.equals("sequence") && value.matches("[1-9][0-9]{0,17}")) {
      attributes.put(name, Long.parseLong(value));
    } else {
      attributes.put(name, value);
    }
  }

  private static String decode(Map.Entry<String, String> header) {
    try {
      return URLDecoder.decode(header.getValue().replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid(
          header.getKey(), "bad-encoding", "The percent-encoding is not valid.");
    }
  }
}
