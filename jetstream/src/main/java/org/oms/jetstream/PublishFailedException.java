// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;

/** A single message was not acknowledged; {@link #permanent()} says whether a retry can help. */
public final class PublishFailedException extends CamelExchangeException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  PublishFailedException(Exchange exchange, PublishOutcome.Failure failure) {
    super(failure.reason(), exchange);
    this.permanent = failure.permanent();
  }

  public boolean permanent() {
    return permanent;
  }
}
