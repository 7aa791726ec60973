// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

/**
 * A field of a live stream or consumer that differs from its file.
 *
 * @param resource {@code AUDIT_EVENTS} or {@code AUDIT_EVENTS/audit-ingest}
 * @param field name in the JSON; empty if the whole resource is missing
 * @param wanted value in the file, as JSON
 * @param live value on the server, as JSON
 */
public record Drift(String resource, String field, String wanted, String live) {

  @Override
  public String toString() {
    return field.isEmpty()
        ? resource + " is missing"
        : "%s: %s is %s, the file says %s".formatted(resource, field, live, wanted);
  }
}
