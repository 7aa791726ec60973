// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import org.jboss.logging.Logger;
import org.oms.audit.storage.PostgresFailure;

/** Turns what went wrong into the problem the caller gets; what is our fault is logged. */
@ApplicationScoped
@Named("problems")
public class Problems {

  private static final Logger LOG = Logger.getLogger(Problems.class);

  /** Never tells the caller more than the kind of an unexpected failure. */
  public Problem of(Throwable failure, String requestId, String instance) {
    return describe(failure, requestId).at(requestId, instance);
  }

  private static Problem describe(Throwable failure, String requestId) {
    RefusedException refusal = causeOf(failure);
    if (refusal != null) {
      return Problem.of(refusal.kind(), refusal.getMessage(), refusal.violations());
    }
    switch (PostgresFailure.of(failure)) {
      case UNAVAILABLE -> {
        LOG.warnf("Request %s: PostgreSQL is not available: %s", requestId, failure.getMessage());
        return Problem.of(ProblemKind.UNAVAILABLE, "The database is not available.", List.of());
      }
      case DATA -> {
        return Problem.of(ProblemKind.BAD_REQUEST, "The database refuses a value.", List.of());
      }
      case OTHER -> {
        LOG.errorf(failure, "Request %s failed", requestId);
        return Problem.of(ProblemKind.INTERNAL, null, List.of());
      }
    }
    throw new AssertionError("all failures are described");
  }

  private static RefusedException causeOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refusal) {
        return refusal;
      }
    }
    return null;
  }
}
