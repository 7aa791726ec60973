// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Kind;

/**
 * Something to be frozen.
 *
 * @param resource its apiName; only with a kind
 * @param duration from now, and from each heartbeat
 * @param longest from now, whatever the heartbeats
 */
public record AcquireLock(
    RequestContext context,
    String branch,
    LockType type,
    Optional<Kind> kind,
    Optional<String> resource,
    String reason,
    Duration duration,
    Duration longest)
    implements LockWrite {

  /**
   * The lock, if nothing of it is frozen yet.
   *
   * @param held the locks on the branch
   * @throws ProblemException {@code resource-not-found} (404), {@code lock-held} (409)
   */
  public Lock planned(BranchState state, List<Lock> held, long token, Instant now) {
    Frozen frozen =
        new Frozen(branch, kind, resource.map(name -> rid(state, kind.orElseThrow())), resource);
    held.stream()
        .filter(lock -> lock.frozen().overlaps(frozen))
        .findFirst()
        .ifPresent(
            lock -> {
              throw new ProblemException(lock.held(now));
            });
    return new Lock(
        UUID.randomUUID().toString(),
        frozen,
        type,
        reason,
        context.actor().id(),
        context.actor().username(),
        token,
        duration,
        now,
        now.plus(duration),
        now.plus(longest));
  }

  private String rid(BranchState state, Kind of) {
    String name = resource.orElseThrow();
    return state
        .find(of, name)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.resourceNotFound(
                        of.resourceType().replace('_', ' '), name, "on branch " + branch)))
        .rid();
  }
}
