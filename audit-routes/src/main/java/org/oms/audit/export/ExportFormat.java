// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

/** The forms of an export. */
enum ExportFormat {
  NDJSON("ndjson", "application/x-ndjson"),
  JSON("json", "application/json"),
  CSV("csv", "text/csv; charset=utf-8; header=present");

  private final String parameter;
  private final String contentType;

  ExportFormat(String parameter, String contentType) {
    this.parameter = parameter;
    this.contentType = contentType;
  }

  String parameter() {
    return parameter;
  }

  String contentType() {
    return contentType;
  }

  /** Writes events in this form; one writer for each export. */
  EventWriter writer() {
    return switch (this) {
      case NDJSON -> new NdjsonWriter();
      case JSON -> new JsonWriter();
      case CSV -> new CsvWriter();
    };
  }
}
