// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.ApiText;
import org.oms.audit.http.JsonBody;
import org.oms.audit.ingest.EventBatch;
import org.oms.audit.ingest.IncomingMessage;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;

/** Reads requests about dead letters and answers them. */
@ApplicationScoped
public class DeadLetters {

  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 500;
  private static final int REASON_CHARS_MAX = 1000;
  private static final Set<String> STATES = Set.of("open", "resolved", "all");
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  /** {@code GET /dead-letters}. */
  public DeadLetterQuery list(ApiRequest request) {
    request.caller().requireAuditor();
    Map<String, String> parameters = request.queryParameters();
    String state = parameters.getOrDefault("state", "open");
    if (!STATES.contains(state)) {
      throw RefusedException.invalid("state", "not-allowed", "Say open, resolved or all.");
    }
    String cursor = parameters.get("cursor");
    long before = cursor == null ? Long.MAX_VALUE : before(cursor);
    return new DeadLetterQuery(before, state, limit(parameters.get("limit")) + 1);
  }

  /** The page as the answer's body. */
  public String page(List<Map<String, Object>> rows, DeadLetterQuery query) {
    boolean more = rows.size() == query.rows();
    List<Map<String, Object>> page = more ? rows.subList(0, rows.size() - 1) : rows;
    StringBuilder json = new StringBuilder("{\"items\":[");
    json.append(String.join(",", page.stream().map(row -> (String) row.get("json")).toList()));
    json.append(']');
    if (more) {
      json.append(",\"nextCursor\":\"").append(cursor(page.get(page.size() - 1))).append('"');
    }
    return json.append('}').toString();
  }

  /** {@code POST /dead-letters/{id}/replay}. */
  public Decision replay(ApiRequest request) {
    return decision(request, "replayed");
  }

  /** {@code POST /dead-letters/{id}/discard}. */
  public Decision discard(ApiRequest request) {
    return decision(request, "discarded");
  }

  /**
   * The message of the dead letter that was found, as it was received.
   *
   * @throws RefusedException when there is none, or it is resolved already
   */
  public List<IncomingMessage> open(List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new RefusedException(ProblemKind.NOT_FOUND, "There is no such dead letter.");
    }
    Map<String, Object> row = rows.get(0);
    if (Boolean.TRUE.equals(row.get("resolved"))) {
      throw new RefusedException(ProblemKind.CONFLICT, "The dead letter is resolved already.");
    }
    return List.of(
        new IncomingMessage(
            (byte[]) row.get("payload"),
            (String) row.get("message_id"),
            (String) row.get("subject"),
            (String) row.get("stream"),
            ((Number) row.get("stream_sequence")).longValue()));
  }

  /** The batch of a replay, unless the message is refused again. */
  public EventBatch accepted(EventBatch batch) {
    if (!batch.refused().isEmpty()) {
      throw new RefusedException(
          ProblemKind.UNPROCESSABLE,
          "The message is refused again: " + batch.refused().get(0).reason());
    }
    return batch;
  }

  private static Decision decision(ApiRequest request, String resolution) {
    request.caller().requireAdmin();
    String id = request.pathValue("id");
    if (!ID.matcher(id).matches()) {
      throw RefusedException.invalid("id", "not-an-id", "The id must be a positive number.");
    }
    JsonNode reason = JsonBody.read(request.body(), Set.of("reason")).path("reason");
    String text = reason.asText();
    boolean storable = ApiText.isClean(text);
    if (!reason.isTextual() || text.isBlank() || text.length() > REASON_CHARS_MAX || !storable) {
      throw RefusedException.invalid(
          "/reason", "bad-reason", "Give a reason of 1 to 1000 printable characters.");
    }
    return new Decision(Long.parseLong(id), resolution, request.caller().subject(), text);
  }

  private static int limit(String limit) {
    if (limit == null) {
      return LIMIT_DEFAULT;
    }
    if (limit.matches("[1-9][0-9]{0,2}") && Integer.parseInt(limit) <= LIMIT_MAX) {
      return Integer.parseInt(limit);
    }
    throw RefusedException.invalid("limit", "out-of-range", "Give a number from 1 to 500.");
  }

  private static String cursor(Map<String, Object> row) {
    byte[] id = row.get("id").toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private static long before(String cursor) {
    try {
      String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (ID.matcher(id).matches()) {
        return Long.parseLong(id);
      }
    } catch (IllegalArgumentException e) {
      // Not Base64: the same answer as for any other text that is no cursor.
    }
    throw RefusedException.invalid("cursor", "bad-cursor", "This is no cursor of this service.");
  }
}
