// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;

/** What all lists answer alike: the next cursor, the Link to it (RFC 8288) and the entity tag. */
public final class Pages {

  private Pages() {}

  /** What a cursor is bound to: the path and every parameter but the cursor and the limit. */
  static String query(ApiRequest request) {
    Map<String, List<String>> asked = new TreeMap<>(request.query());
    asked.remove("cursor");
    asked.remove("limit");
    return request.path() + asked;
  }

  /** Where the page begins; {@code cursor-invalid} (400) unless this very query gave it out. */
  public static Optional<Cursor> cursor(ApiRequest request) {
    return request.query("cursor").map(text -> Cursor.of(query(request), text));
  }

  /** How many items the page holds at most; the contract bounds what a caller may ask for. */
  public static int limit(ApiRequest request, OmsConfig.Lists limits) {
    return request.query("limit").map(Integer::parseInt).orElse(limits.limitDefault());
  }

  /**
   * The answer that holds a page of what was found.
   *
   * @param found one more than the limit where there is a next page, which begins with that one
   * @param key what finds an item again
   */
  public static <T> Answer answer(
      ApiRequest request,
      int limit,
      List<T> found,
      Function<T, JsonNode> json,
      Function<T, String> key) {
    ObjectNode body = ResourceForm.object();
    ArrayNode items = body.putArray("items");
    found.stream().limit(limit).map(json).forEach(items::add);
    Optional<Cursor> next =
        found.stream()
            .skip(limit)
            .findFirst()
            .map(first -> new Cursor(query(request), key.apply(first), ""));
    return answer(request, body, next, PropertyTag.digest(items.toString()));
  }

  /**
   * The answer that holds a page.
   *
   * @param version changes whenever the list may
   */
  static Answer answer(ApiRequest request, ObjectNode body, Optional<Cursor> next, String version) {
    Map<String, String> headers = new HashMap<>();
    String asked = request.path() + new TreeMap<>(request.query());
    String etag = "\"" + version + "-" + PropertyTag.digest(asked) + "\"";
    headers.put("ETag", etag);
    next.map(Cursor::text)
        .ifPresent(
            cursor -> {
              body.put("nextCursor", cursor);
              headers.put("Link", "<" + link(request, cursor) + ">; rel=\"next\"");
            });
    if (new EntityTags(request.header("if-none-match")).contain(etag)) {
      return new Answer(304, headers, NullNode.getInstance());
    }
    return new Answer(200, headers, body);
  }

  private static String link(ApiRequest request, String cursor) {
    Map<String, List<String>> parameters = new TreeMap<>(request.query());
    parameters.put("cursor", List.of(cursor));
    List<String> parts = new ArrayList<>();
    parameters.forEach((name, values) -> parts.add(name + "=" + encoded(values.get(0))));
    return request.path() + "?" + String.join("&", parts);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
