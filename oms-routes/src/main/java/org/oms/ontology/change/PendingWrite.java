// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.Optional;
import org.oms.ontology.branch.BranchWrite;
import org.oms.ontology.lock.LockWrite;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.WriteRequest;

/** What waits for the commit lease. */
sealed interface PendingWrite {

  /** The lane of what is not about one ontology branch; no branch is named so. */
  String WORKFLOW_LANE = "/workflow";

  String lane();

  /** The request, if there is one. */
  Optional<RequestContext> context();

  /** A change of resources. */
  record OfResources(WriteRequest request) implements PendingWrite {
    @Override
    public String lane() {
      return request.branch();
    }

    @Override
    public Optional<RequestContext> context() {
      return Optional.of(request.context());
    }
  }

  /** A branch to be created or deleted. */
  record OfBranch(BranchWrite request) implements PendingWrite {
    @Override
    public String lane() {
      return WORKFLOW_LANE;
    }

    @Override
    public Optional<RequestContext> context() {
      return Optional.of(request.context());
    }
  }

  /** A lock to be acquired or ended. */
  record OfLock(LockWrite request) implements PendingWrite {
    @Override
    public String lane() {
      return WORKFLOW_LANE;
    }

    @Override
    public Optional<RequestContext> context() {
      return Optional.of(request.context());
    }
  }

  /** Nothing to write, but the lease is to be taken and open intents settled. */
  record OfNothing() implements PendingWrite {
    @Override
    public String lane() {
      return WORKFLOW_LANE;
    }

    @Override
    public Optional<RequestContext> context() {
      return Optional.empty();
    }
  }
}
