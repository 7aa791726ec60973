// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.oms.ontology.branch.BranchRecords;
import org.oms.ontology.branch.BranchWrite;
import org.oms.ontology.lock.AcquireLock;
import org.oms.ontology.lock.EndLock;
import org.oms.ontology.lock.Lock;
import org.oms.ontology.lock.LockDirectory;
import org.oms.ontology.lock.LockWrite;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.resource.BranchStates;
import org.oms.ontology.resource.Plan;
import org.oms.ontology.resource.ResourceDiff;
import org.oms.ontology.resource.WriteRequest;

/** Plans a write against the newest state and answers what it would do. */
@ApplicationScoped
@Named("dryRun")
@Unremovable
public class DryRun {

  /** Tokens are drawn for locks that will be. */
  private static final long NO_TOKEN = 0;

  private final BranchStates states;
  private final BranchRecords branches;
  private final LockDirectory locks;
  private final Events events;
  private final Clock clock;

  @Inject
  public DryRun(
      BranchStates states,
      BranchRecords branches,
      LockDirectory locks,
      Events events,
      Clock clock) {
    this.states = states;
    this.branches = branches;
    this.locks = locks;
    this.events = events;
    this.clock = clock;
  }

  /** Whether a request is only to be planned. */
  public boolean isAskedFor(ApiRequest request) {
    return request.isDryRun();
  }

  /** The answer a change to resources would get; for a delete, what would change. */
  public Answer plan(WriteRequest write) {
    Plan plan = write.plan(states.head(write.branch()));
    Lock.requireUnfrozen(locks.on(write.branch()), plan, clock.instant());
    events.intended(plan, write.context(), new Events.Base(write.branch(), ""));
    if (plan.answer().status() == 204) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      ArrayNode changes = body.putArray("changes");
      plan.changes().forEach(change -> changes.add(ResourceDiff.of(change)));
      return new Answer(200, Map.of(), body);
    }
    return new Answer(200, Map.of(), plan.answer().body());
  }

  /** The branch that would be created or deleted. */
  public Answer planBranch(BranchWrite write) {
    BranchWrite.BranchPlan plan = write.plan(branches.all(), states);
    plan.deleted().ifPresent(gone -> Lock.requireUnfrozen(locks.on(gone.name()), clock.instant()));
    var shown = plan.created().or(plan::deleted).orElseThrow();
    return new Answer(200, Map.of(), shown.json());
  }

  /** The lock that would be acquired, which has no id nor token yet, or the one that would end. */
  public Answer planLock(LockWrite write) {
    if (write instanceof AcquireLock acquire) {
      String branch = acquire.branch();
      Lock lock = acquire.planned(states.head(branch), locks.on(branch), NO_TOKEN, clock.instant());
      return new Answer(200, Map.of(), lock.json().without(List.of("id", "token")));
    }
    EndLock end = (EndLock) write;
    Lock lock = locks.find(end.id()).orElseThrow(() -> EndLock.notFound(end.id()));
    end.event(lock);
    return new Answer(200, Map.of(), lock.json());
  }
}
