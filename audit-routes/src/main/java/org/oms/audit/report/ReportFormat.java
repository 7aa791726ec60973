// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import org.oms.audit.http.ApiRequest;
import org.oms.audit.problem.RefusedException;

/** The forms of a report. */
enum ReportFormat {
  JSON("json", "application/json"),
  CSV("csv", "text/csv"),
  HTML("html", "text/html");

  private final String parameter;
  private final String mediaType;

  ReportFormat(String parameter, String mediaType) {
    this.parameter = parameter;
    this.mediaType = mediaType;
  }

  String parameter() {
    return parameter;
  }

  String contentType() {
    return this == JSON ? mediaType : mediaType + "; charset=utf-8";
  }

  /** The form that is asked for: by the parameter, else by {@code Accept}, else JSON. */
  static ReportFormat of(ApiRequest request) {
    String asked = request.queryParameters().get("format");
    String accept = request.origin().accept() == null ? "" : request.origin().accept();
    ReportFormat first = JSON;
    int earliest = Integer.MAX_VALUE;
    for (ReportFormat format : values()) {
      int position = accept.indexOf(format.mediaType);
      if (format.parameter.equals(asked)) {
        return format;
      }
      if (position >= 0 && position < earliest) {
        earliest = position;
        first = format;
      }
    }
    if (asked != null) {
      throw RefusedException.invalid(
          "format", "not-allowed", "The format must be json, csv or html.");
    }
    return first;
  }
}
