// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.oms.audit.access.Access;
import org.oms.audit.access.AccessLog;
import org.oms.audit.http.ApiRequest;

/** Lets a page of events out only when the read of it is stored. */
@ApplicationScoped
public class RecordedReads {

  private final AccessLog log;

  RecordedReads(AccessLog log) {
    this.log = log;
  }

  /** The page, after its read by this operation is an event. */
  public EventPage record(String operation, ApiRequest request, EventPage page) {
    Map<String, String> filters = page.query().asked();
    log.record(request, new Access("audit.read", operation, filters, page.events().size()));
    return page;
  }

  /** The counts, after their read by this operation is an event. */
  public StatisticsAnswer recordCount(
      String operation, ApiRequest request, StatisticsAnswer counts) {
    log.record(
        request,
        new Access("audit.read", operation, counts.query().asked(), counts.groups().size()));
    return counts;
  }
}
