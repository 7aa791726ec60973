// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import java.util.Map;
import org.oms.audit.query.EventQuery;

/**
 * What somebody wants to have exported, and how.
 *
 * @param asked the parameters of the request
 */
public record Export(ExportFormat format, EventQuery query, Map<String, String> asked) {

  /** The media type of the answer. */
  public String contentType() {
    return format.contentType();
  }

  /** Offers the answer to be saved. */
  public String contentDisposition() {
    return "attachment; filename=\"audit-events." + format.parameter() + "\"";
  }
}
