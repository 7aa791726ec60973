// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

/** A resource whose life is asked for: the aggregate and the page of its events. */
record Timeline(String resourceType, String resourceId, EventQuery events) {

  /** The aggregate, as events name it. */
  String subject() {
    return resourceType + "/" + resourceId;
  }
}
