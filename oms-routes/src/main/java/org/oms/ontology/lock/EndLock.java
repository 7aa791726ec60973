// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.EventDraft;
import org.oms.ontology.security.Access;
import org.oms.ontology.security.Permission;

/**
 * A lock to be ended.
 *
 * @param expired whether its time is over, so that nobody has to be allowed to end it
 */
public record EndLock(RequestContext context, String id, boolean expired) implements LockWrite {

  /**
   * What is told of the end: an owner releases, an administrator breaks the locks of others.
   *
   * @throws ProblemException {@code forbidden} (403)
   */
  public EventDraft event(Lock lock) {
    if (expired) {
      return lock.ended("lock.release", "expired");
    }
    if (lock.ownerId().equals(context.actor().id())) {
      return lock.ended("lock.release", "released");
    }
    if (!Permission.ADMINISTER.isGrantedTo(context.actor())) {
      throw Access.forbidden("Only " + lock.owner() + " or an administrator may end this lock.");
    }
    return lock.ended("lock.break", "broken");
  }

  /** 404: no such lock, or none any more. */
  public static ProblemException notFound(String id) {
    return new ProblemException(
        Problem.of(
            "lock-not-found",
            "No such lock",
            404,
            "There is no lock " + id + ": it was released or broken, or has expired."));
  }
}
