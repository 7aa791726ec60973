// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import org.oms.ontology.request.RequestContext;

/** A lock to be acquired or ended, the body of {@code direct:commitLock}. */
public sealed interface LockWrite permits AcquireLock, EndLock {

  RequestContext context();
}
