// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import org.apache.camel.Exchange;
import org.oms.audit.storage.PostgresFailure;

/** Tells exchanges that failed because PostgreSQL refuses their values from all others. */
public final class RefusedData {

  private RefusedData() {}

  /** The values are the cause; the same batch will fail again. */
  public static boolean isCauseOf(Exchange exchange) {
    Throwable failure = exchange.getException();
    if (failure == null) {
      failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
    return PostgresFailure.of(failure) == PostgresFailure.DATA;
  }
}
