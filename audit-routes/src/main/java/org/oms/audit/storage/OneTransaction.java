// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;

/**
 * The rest of a route is one JTA transaction: committed when it succeeds, rolled back when it
 * fails.
 *
 * <p>Camel's own JTA policy comes with an error handler that declares each failure exhausted, so
 * that the error policy of the calling route is never asked; this one leaves failures to it.
 */
@ApplicationScoped
@Named("oneTransaction")
public class OneTransaction implements TransactedPolicy {

  private final TransactionManager transactions;

  OneTransaction(TransactionManager transactions) {
    this.transactions = transactions;
  }

  @Override
  public void beforeWrap(Route route, NamedNode definition) {
    // Nothing depends on the definition.
  }

  @Override
  public Processor wrap(Route route, Processor rest) {
    return exchange -> process(exchange, rest);
  }

  private void process(Exchange exchange, Processor rest) throws Exception {
    if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
      rest.process(exchange); // part of the caller's transaction
      return;
    }
    transactions.begin();
    boolean done = false;
    try {
      rest.process(exchange);
      done = !exchange.isFailed() && !exchange.isRollbackOnly();
    } finally {
      if (!done) {
        transactions.rollback();
      }
    }
    if (done) {
      transactions.commit();
    }
  }
}
