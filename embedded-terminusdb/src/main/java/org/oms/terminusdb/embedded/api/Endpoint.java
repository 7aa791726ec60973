// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.util.Set;

/** One family of calls below {@code /api/}. */
interface Endpoint {

  /** The methods it takes; others get a 405 page. */
  Set<String> methods();

  /** The error type of its refusals. */
  String errorType(Call call);

  Reply answer(Call call, User user);
}
