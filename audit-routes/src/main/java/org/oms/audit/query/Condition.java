// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.util.List;

/** A condition in SQL and the values that are bound to its question marks. */
public record Condition(String sql, List<Object> values) {

  public Condition {
    values = List.copyOf(values);
  }
}
