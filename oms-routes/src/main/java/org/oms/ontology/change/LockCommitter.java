// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.NullNode;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.lock.AcquireLock;
import org.oms.ontology.lock.EndLock;
import org.oms.ontology.lock.Lock;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.WriteOutcome;
import org.oms.ontology.resource.BranchState;

/**
 * Acquires and ends locks under the commit lease. Each is one statement with its event, so there is
 * no outcome to settle: it happened or it did not.
 */
final class LockCommitter {

  private final Statements statements;
  private final Events events;
  private final CommitLease lease;
  private final HeldLocks locks;
  private final int keyDays;

  LockCommitter(
      Statements statements, Events events, CommitLease lease, HeldLocks locks, int keyDays) {
    this.statements = statements;
    this.events = events;
    this.lease = lease;
    this.locks = locks;
    this.keyDays = keyDays;
  }

  /** Freezes something of a branch whose head is given. */
  WriteOutcome acquire(AcquireLock request, BranchState head) {
    Map<String, Object> drawn = statements.run("drawLockToken", Map.of()).get(0);
    Lock lock =
        request.planned(
            head,
            locks.on(request.branch()),
            ((Number) drawn.get("token")).longValue(),
            ((Timestamp) drawn.get("now")).toInstant());
    Answer answer = new Answer(201, Map.of(), lock.json());
    OutboxEvent event = events.done(lock.acquired(), request.context(), request.branch());
    Map<String, Object> parameters = parameters(event, request.context(), answer);
    parameters.putAll(lease.parameters());
    parameters.put("lock", lock.row().toString());
    locks.acquiring(request.branch());
    if (store("storeLock", parameters).isEmpty()) {
      throw new CommitSteps.LeaseLostException();
    }
    return new WriteOutcome(answer, Optional.empty(), false);
  }

  /** Lets writes pass again. */
  WriteOutcome end(EndLock request) {
    String id = request.id();
    List<Map<String, Object>> found =
        statements.run("findLock", Map.of("id", id, "expired", request.expired()));
    Answer answer = new Answer(204, Map.of(), NullNode.getInstance());
    if (found.isEmpty()) {
      return notFound(request, answer);
    }
    Lock lock = Lock.of(found.get(0));
    OutboxEvent event = events.done(request.event(lock), request.context(), lock.frozen().branch());
    Map<String, Object> parameters = parameters(event, request.context(), answer);
    parameters.put("lockId", id);
    parameters.put("expired", request.expired());
    return store("endLock", parameters).isEmpty()
        ? notFound(request, answer)
        : new WriteOutcome(answer, Optional.empty(), false);
  }

  /** That an expired lock has gone is what was wanted. */
  private static WriteOutcome notFound(EndLock request, Answer answer) {
    if (request.expired()) {
      return new WriteOutcome(answer, Optional.empty(), false);
    }
    throw EndLock.notFound(request.id());
  }

  private List<Map<String, Object>> store(String statement, Map<String, Object> parameters) {
    try {
      return statements.run(statement, parameters);
    } catch (Statements.PostgresException e) {
      throw ChangeProblems.outcomeUnknown();
    }
  }

  private Map<String, Object> parameters(OutboxEvent event, RequestContext context, Answer answer) {
    Map<String, Object> parameters = event.parameters();
    parameters.put("keys", CommitGroup.keys(context, answer).toString());
    parameters.put("keyDays", keyDays);
    return parameters;
  }
}
