// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What has changed.
 *
 * @param before null when it is new
 * @param after null when it is no more
 */
record Change(
    String action,
    String resourceType,
    String id,
    long sequence,
    ObjectNode before,
    ObjectNode after) {

  /** It, as the API answers it. */
  String json() {
    return (after == null ? before : after).toString();
  }
}
