// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A field of a GraphQL selection.
 *
 * @param alias the name of its answer
 * @param name what is asked for
 * @param arguments with variables replaced by their values
 * @param fields what is selected of it
 * @param line where it stands
 * @param column where it stands
 */
record GraphqlField(
    String alias,
    String name,
    ObjectNode arguments,
    List<GraphqlField> fields,
    int line,
    int column) {

  GraphqlField {
    fields = List.copyOf(fields);
  }

  GraphqlSyntaxException unknownOn(String type) {
    return new GraphqlSyntaxException(
        "Unknown field \"" + name + "\" on type \"" + type + "\"", line, column);
  }
}
