// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnEvents;

/**
 * What the log knows of an export: that it began, and how it ended. An export without an end is one
 * whose process was killed.
 */
final class ExportRecord {

  private static final String ACTION = "audit.export";
  private static final String RESOURCE_TYPE = "audit_export";

  private final OwnEvents events;
  private final ApiRequest request;
  private final Export export;
  private final String id = UUID.randomUUID().toString();
  private final OwnEvent beginning;

  ExportRecord(OwnEvents events, ApiRequest request, Export export) {
    this.events = events;
    this.request = request;
    this.export = export;
    this.beginning =
        OwnEvent.by(request, ACTION).about(RESOURCE_TYPE, id, 1).with(metadata("began"));
  }

  void began() {
    events.append(beginning);
  }

  void ended(long count, boolean complete) {
    ObjectNode metadata = metadata(complete ? "complete" : "aborted").put("results", count);
    events.append(
        OwnEvent.by(request, ACTION)
            .about(RESOURCE_TYPE, id, 2)
            .causedBy(beginning.id())
            .with(metadata));
  }

  private ObjectNode metadata(String phase) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("operation", "exportEvents").put("phase", phase);
    ObjectNode filters = metadata.putObject("filters");
    export.asked().forEach(filters::put);
    return metadata;
  }
}
