// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Rows that PostgreSQL gives as JSON, as the API shows them: names in camel case, no nulls. */
public final class RowJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

  private RowJson() {}

  /** One row; null stays null. */
  public static ObjectNode of(String row) {
    if (row == null) {
      return null;
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> column : read(row).properties()) {
      if (!column.getValue().isNull()) {
        named.set(camelCase(column.getKey()), column.getValue());
      }
    }
    return named;
  }

  /** The rows of a result, each in its column {@code json}, as {@code items}. */
  public static String list(List<Map<String, Object>> rows) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("items");
    rows.forEach(row -> answer.withArray("items").add(of((String) row.get("json"))));
    return answer.toString();
  }

  /** Any JSON that PostgreSQL gives. */
  public static JsonNode read(String row) {
    try {
      return JSON.readTree(row);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String camelCase(String name) {
    return UNDERSCORE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
