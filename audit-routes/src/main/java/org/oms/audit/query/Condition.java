// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.util.List;

/** A condition in SQL and the values that are bound to its question marks. */
record Condition(String sql, List<Object> values) {

  Condition {
    values = List.copyOf(values);
  }
}
