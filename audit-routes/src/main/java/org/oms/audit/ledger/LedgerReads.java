// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import org.oms.audit.access.Access;
import org.oms.audit.access.AccessLog;
import org.oms.audit.http.ApiRequest;

/** Lets an answer about the ledger out only when the read of it is stored. */
@ApplicationScoped
public class LedgerReads {

  private final AccessLog log;
  private final LedgerMeters meters;

  LedgerReads(AccessLog log, LedgerMeters meters) {
    this.log = log;
    this.meters = meters;
  }

  /** A checkpoint or a proof, after its read by this operation is an event. */
  public String record(String operation, ApiRequest request, String answer) {
    Map<String, String> asked = new TreeMap<>(request.queryParameters());
    request.path().keySet().forEach(name -> asked.put(name, request.pathValue(name)));
    log.record(request, new Access("audit.read", operation, asked, 1));
    return answer;
  }

  /** What a verification has found, after the verification is an event. */
  public String recordVerification(ApiRequest request, ObjectNode answer) {
    Map<String, String> asked =
        Map.of("from", answer.path("from").asText(), "to", answer.path("to").asText());
    long found = answer.path("found").asLong();
    log.record(request, new Access("audit.verify", "verifyLedger", asked, found));
    meters.verified(found);
    return answer.toString();
  }
}
