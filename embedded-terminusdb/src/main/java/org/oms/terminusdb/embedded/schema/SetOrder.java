// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.oms.terminusdb.embedded.Json;

/** The order in which a set reads back: numbers by value, everything else by its text. */
final class SetOrder implements Comparator<JsonNode> {

  @Override
  public int compare(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return textOf(left).compareTo(textOf(right));
  }

  List<JsonNode> sortedDistinct(List<JsonNode> values) {
    TreeSet<JsonNode> sorted = new TreeSet<>(this);
    sorted.addAll(values);
    return new ArrayList<>(sorted);
  }

  private static String textOf(JsonNode node) {
    return node.isTextual() ? node.asText() : Json.text(node);
  }
}
