// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import com.fasterxml.jackson.databind.JsonNode;

/** A report that was made, and the form it is asked for in. */
record ReportContent(ReportFormat format, JsonNode json) {

  String contentType() {
    return format.contentType();
  }

  /** A name to save it under. */
  String contentDisposition() {
    return (format == ReportFormat.HTML ? "inline" : "attachment")
        + "; filename=\"report-"
        + json.path("id").asText()
        + "."
        + format.parameter()
        + "\"";
  }
}
