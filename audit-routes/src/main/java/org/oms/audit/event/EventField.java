// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What people look at of an event: where it is, and by which name the API and the tables know it.
 */
public enum EventField {
  ID("id", "/id"),
  TIME("time", "/time"),
  SOURCE("source", "/source", "source"),
  RESOURCE("resource", "/subject", "subject"),
  SEQUENCE("sequence", "/sequence"),
  ACTION("action", "/data/action", "action"),
  SUCCESS("success", "/data/success"),
  ERROR_CODE("errorCode", "/data/errorCode", "error_code"),
  ACTOR_ID("actorId", "/data/actor/id", "actor_id"),
  ACTOR_NAME("actorName", "/data/actor/username", "actor_name"),
  RESOURCE_TYPE("resourceType", "/data/target/resourceType", "resource_type"),
  RESOURCE_ID("resourceId", "/data/target/resourceId", "resource_id"),
  RESOURCE_NAME("resourceName", "/data/target/resourceName", "resource_name"),
  BRANCH("branch", "/branch", "branch"),
  COMMIT("commit", "/commit", "commit_id"),
  FIELDS_CHANGED("fieldsChanged", "/data/changes/fieldsChanged"),
  TAGS("tags", "/data/tags"),
  CLASSIFICATION("classification", "/data/classification", "classification"),
  TENANT("tenant", "/tenant", "tenant"),
  REQUEST_ID("requestId", "/data/requestId", "request_id"),
  CORRELATION_ID("correlationId", "/correlationid", "correlation_id");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // a pointer is immutable
  private final JsonPointer pointer;

  private final String textColumn;

  EventField(String label, String pointer) {
    this(label, pointer, null);
  }

  EventField(String label, String pointer, String textColumn) {
    this.label = label;
    this.pointer = JsonPointer.compile(pointer);
    this.textColumn = textColumn;
  }

  /** Its name in exports and reports. */
  public String label() {
    return label;
  }

  /** The column of {@code audit_events} that has it as text, as it stands in the event. */
  public Optional<String> textColumn() {
    return Optional.ofNullable(textColumn);
  }

  /** Its value; a missing node when the event has none. */
  public JsonNode of(JsonNode event) {
    return event.at(pointer);
  }
}
