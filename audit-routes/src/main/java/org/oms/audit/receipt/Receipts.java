// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.JsonBody;
import org.oms.audit.problem.RefusedException;

/** Reads and answers the question which events are stored. */
@ApplicationScoped
public class Receipts {

  /** As the contract has it: one statement, one answer of bounded size. */
  private static final int IDS_MAX = 1000;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** The ids that are asked for. */
  public String[] ids(ApiRequest request) {
    request.caller().requireSender();
    JsonNode ids = JsonBody.read(request.body(), Set.of("ids")).path("ids");
    if (!ids.isArray() || ids.isEmpty() || ids.size() > IDS_MAX) {
      throw RefusedException.invalid(
          "/ids", "bad-ids", "The ids must be an array of 1 to " + IDS_MAX + " UUIDs.");
    }
    String[] result = new String[ids.size()];
    for (int i = 0; i < result.length; i++) {
      String id = ids.get(i).textValue();
      if (id == null || !UUID.matcher(id).matches()) {
        throw RefusedException.invalid("/ids/" + i, "not-a-uuid", "The id must be a UUID.");
      }
      result[i] = id;
    }
    return result;
  }

  /** The body of the answer. */
  public String answer(List<Map<String, Object>> rows) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    rows.forEach(row -> answer.withArray("stored").add((String) row.get("id")));
    answer.withArray("stored");
    return answer.toString();
  }
}
