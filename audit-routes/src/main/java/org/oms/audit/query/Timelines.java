// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.ApiText;
import org.oms.audit.problem.RefusedException;

/** Reads requests for the life of a resource and answers them. */
@ApplicationScoped
public class Timelines {

  private static final int ID_CHARS_MAX = 400;

  private final Conditions conditions;

  Timelines(Conditions conditions) {
    this.conditions = conditions;
  }

  /** {@code GET /resources/{resourceType}/{resourceId}/timeline}. */
  public Timeline read(ApiRequest request) {
    List<Condition> all = new ArrayList<>();
    request.caller().onlyActor().ifPresent(actor -> all.add(conditions.named("actorId.is", actor)));
    String type = request.pathValue("resourceType");
    String id = request.pathValue("resourceId");
    check(type, id);
    all.add(conditions.named("subject.is", type + "/" + id));
    Filters filters = new Filters(request.queryParameters(), "");
    TreeMap<String, String> aggregate = new TreeMap<>(Map.of("timeline", type + "/" + id));
    long fingerprint = Cursor.fingerprint(aggregate);
    EventQuery events =
        new EventQuery(
            all,
            Sort.SEQUENCE,
            filters.read("cursor", text -> Cursor.parse(text, fingerprint, "cursor")),
            filters.limit(),
            false,
            aggregate,
            "/resources/" + type + "/" + encode(id) + "/timeline");
    return new Timeline(type, id, events);
  }

  /**
   * The body of the answer.
   *
   * @param gaps each has {@code from} and {@code to}
   * @param deleted events that retention has deleted
   */
  public byte[] answer(
      EventPage page, Timeline timeline, List<Map<String, Object>> gaps, long deleted) {
    return EventPage.write(
        json -> {
          json.writeStringField("resourceType", timeline.resourceType());
          json.writeStringField("resourceId", timeline.resourceId());
          json.writeBooleanField("complete", gaps.isEmpty());
          json.writeNumberField("deleted", deleted);
          json.writeArrayFieldStart("gaps");
          for (Map<String, Object> gap : gaps) {
            json.writeStartObject();
            json.writeNumberField("from", ((Number) gap.get("from")).longValue());
            json.writeNumberField("to", ((Number) gap.get("to")).longValue());
            json.writeEndObject();
          }
          json.writeEndArray();
          page.writeItems(json);
        });
  }

  private static void check(String type, String id) {
    if (!type.matches("[a-z_]{1,40}")) {
      throw RefusedException.invalid(
          "resourceType", "bad-type", "A resource type is 1 to 40 of a-z and _.");
    }
    if (id.length() > ID_CHARS_MAX || !ApiText.isClean(id)) {
      throw RefusedException.invalid(
          "resourceId", "bad-id", "The id is too long or has control or broken characters.");
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
