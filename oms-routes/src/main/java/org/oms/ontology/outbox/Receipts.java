// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What the audit service is asked, and what its answer means. */
public final class Receipts {

  private final ObjectMapper mapper;
  private final int overdueSeconds;

  Receipts(ObjectMapper mapper, int overdueSeconds) {
    this.mapper = mapper;
    this.overdueSeconds = overdueSeconds;
  }

  /** The body of {@code POST /api/v1/audit/receipts/query}. */
  public String question(List<Map<String, Object>> rows) {
    ObjectNode question = mapper.createObjectNode();
    rows.forEach(row -> question.withArray("ids").add((String) row.get("id")));
    return question.toString();
  }

  /** Parameters of {@code settle-receipts.sql}. */
  public Map<String, Object> outcome(String question, String answer)
      throws JsonProcessingException {
    JsonNode stored = mapper.readTree(answer).path("stored");
    if (!stored.isArray()) {
      throw new IllegalStateException("The audit service answered without receipts: " + answer);
    }
    return Map.of(
        "asked", mapper.readTree(question).path("ids").toString(),
        "stored", stored.toString(),
        "overdueSeconds", overdueSeconds);
  }
}
