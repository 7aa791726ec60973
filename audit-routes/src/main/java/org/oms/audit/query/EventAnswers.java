// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import org.oms.audit.AuditConfig;

/** What the API answers with a page of events. */
@ApplicationScoped
public class EventAnswers {

  private final String apiPath;

  EventAnswers(AuditConfig config) {
    this.apiPath = config.http().apiPath();
  }

  /** The {@code Link} to the next page; null on the last one. */
  public String link(EventPage page) {
    return page.link(apiPath);
  }

  /** The body of a page. */
  public byte[] page(EventPage page) {
    return page.json();
  }

  /** The body of the only event of a page. */
  public byte[] onlyEvent(EventPage page) {
    return page.onlyEventJson();
  }
}
