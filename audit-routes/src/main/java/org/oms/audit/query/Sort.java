// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.util.Optional;

/** The orders of a page; the id of the event decides between equals. */
public enum Sort {
  OCCURRED_AT("occurredAt"),
  OCCURRED_AT_DESCENDING("-occurredAt"),
  RECORDED_AT("recordedAt"),
  RECORDED_AT_DESCENDING("-recordedAt"),
  /** Of a timeline only. */
  SEQUENCE("sequence");

  private final String parameter;

  Sort(String parameter) {
    this.parameter = parameter;
  }

  /** As it is written in a request and in {@code conditions.properties}. */
  String parameter() {
    return parameter;
  }

  static Optional<Sort> ofParameter(String parameter) {
    for (Sort sort : values()) {
      if (sort != SEQUENCE && sort.parameter.equals(parameter)) {
        return Optional.of(sort);
      }
    }
    return Optional.empty();
  }
}
