// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.oms.ontology.change.GroupCommit.Member;
import org.oms.ontology.lock.Lock;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.RequestContext;
import org.oms.ontology.request.WriteOutcome;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Plan;
import org.oms.ontology.resource.Resource;
import org.oms.ontology.resource.ResourceChange;
import org.oms.ontology.resource.WriteRequest;
import org.oms.ontology.terminusdb.CommitRequest.DocumentChange;
import org.oms.ontology.terminusdb.DocumentMapping;
import org.oms.ontology.terminusdb.TerminusDb;

/**
 * Plans the members of a group one after the other, each against the state the ones before it
 * build. Nothing is told to anybody here: the plan may turn out to build on an old state.
 */
final class GroupPlanner {

  /** What a group will do, and what its members will be told. */
  record PlannedGroup(
      CommitGroup commit,
      BranchState after,
      Map<Member<PendingWrite, WriteOutcome>, Answer> answers,
      Map<Member<PendingWrite, WriteOutcome>, WriteOutcome> replays,
      Map<Member<PendingWrite, WriteOutcome>, ProblemException> problems) {}

  private final Statements statements;
  private final TerminusDb terminusDb;
  private final Events events;
  private final int eventsMax;

  GroupPlanner(Statements statements, TerminusDb terminusDb, Events events, int eventsMax) {
    this.statements = statements;
    this.terminusDb = terminusDb;
    this.events = events;
    this.eventsMax = eventsMax;
  }

  /**
   * Plans what fits into one commit; who is in none of the result's maps waits for the next.
   *
   * @param locks what is frozen on the branch
   */
  PlannedGroup plan(
      BranchState base, List<Lock> locks, List<Member<PendingWrite, WriteOutcome>> members) {
    UUID groupId = UuidV7.at(events.now());
    CommitGroup commit =
        new CommitGroup(TerminusDb.ONTOLOGY, base.branch(), base.guardRevision(), groupId);
    PlannedGroup planned =
        new PlannedGroup(commit, base, new HashMap<>(), new HashMap<>(), new HashMap<>());
    findReplays(members, planned);
    Events.Base on = new Events.Base(base.branch(), base.commit());
    BranchState state = base;
    for (Member<PendingWrite, WriteOutcome> member : members) {
      if (planned.replays().containsKey(member) || planned.problems().containsKey(member)) {
        continue;
      }
      WriteRequest request = ((PendingWrite.OfResources) member.write()).request();
      try {
        Plan plan = request.plan(state);
        Lock.requireUnfrozen(locks, plan, events.now());
        List<OutboxEvent> intended = events.intended(plan, request.context(), on);
        if (!commit.isEmpty() && (isFullFor(intended, commit) || commit.overlaps(plan))) {
          break;
        }
        add(commit, state, plan, intended, request.context());
        state = state.with(plan);
        planned.answers().put(member, plan.answer());
      } catch (ProblemException e) {
        planned.problems().put(member, e);
      }
    }
    return new PlannedGroup(
        commit, state, planned.answers(), planned.replays(), planned.problems());
  }

  /** Settles a member that is alone, if its Idempotency-Key is known already. */
  boolean settledByReplay(Member<PendingWrite, WriteOutcome> member) {
    PlannedGroup found =
        new PlannedGroup(null, null, new HashMap<>(), new HashMap<>(), new HashMap<>());
    findReplays(List.of(member), found);
    found.problems().forEach(Member::fail);
    found.replays().forEach(Member::succeed);
    return member.settled();
  }

  /** Members whose Idempotency-Key is known already. */
  private void findReplays(List<Member<PendingWrite, WriteOutcome>> members, PlannedGroup planned) {
    ArrayNode keys = JsonNodeFactory.instance.arrayNode();
    Map<String, Member<PendingWrite, WriteOutcome>> byKey = new HashMap<>();
    for (Member<PendingWrite, WriteOutcome> member : members) {
      RequestContext context = member.write().context().orElseThrow();
      context
          .idempotencyKey()
          .ifPresent(
              key -> {
                String actor = context.actor().id();
                keys.addObject().put("actor", actor).put("key", key.key());
                byKey.put(actor + " " + key.key(), member);
              });
    }
    if (keys.isEmpty()) {
      return;
    }
    for (Map<String, Object> row : statements.run("findKeys", Map.of("keys", keys.toString()))) {
      Member<PendingWrite, WriteOutcome> member =
          byKey.get(row.get("actor") + " " + row.get("key"));
      RequestContext.IdempotencyKey key =
          member.write().context().flatMap(RequestContext::idempotencyKey).orElseThrow();
      if (!key.requestHash().equals(row.get("request_hash"))) {
        planned.problems().put(member, ChangeProblems.keyReused());
      } else if (!Boolean.TRUE.equals(row.get("completed"))) {
        planned.problems().put(member, ChangeProblems.keyInProgress());
      } else {
        Answer answer = Answers.of((String) row.get("answer"));
        Optional<String> commit = Optional.ofNullable((String) row.get("commit_id"));
        planned.replays().put(member, new WriteOutcome(answer, commit, true));
      }
    }
  }

  private boolean isFullFor(List<OutboxEvent> intended, CommitGroup commit) {
    return commit.events() + intended.size() > eventsMax
        || commit.bytes() + Events.bytes(intended) > events.commitBytesMax();
  }

  private void add(
      CommitGroup commit,
      BranchState state,
      Plan plan,
      List<OutboxEvent> intended,
      RequestContext context) {
    if (intended.isEmpty()) {
      return;
    }
    Iterator<OutboxEvent> next = intended.iterator();
    if (plan.cause().isPresent()) {
      commit.addEvent(next.next(), context, Optional.empty());
    }
    for (ResourceChange change : plan.changes()) {
      commit.addEvent(next.next(), context, Optional.of(change));
      commit.addDocument(document(change));
    }
    for (DocumentChange record : mergeRecords(state, plan)) {
      commit.addDocument(record);
    }
    commit.addKey(context, plan.answer());
  }

  private DocumentChange document(ResourceChange change) {
    DocumentMapping mapping = terminusDb.mapping();
    if (change.after().isEmpty()) {
      return new DocumentChange.Delete(mapping.documentId(change.before().orElseThrow()));
    }
    Resource after = change.after().get();
    return change.before().isPresent()
        ? new DocumentChange.Update(mapping.toDocument(after))
        : new DocumentChange.Insert(mapping.toDocument(after));
  }

  private List<DocumentChange> mergeRecords(BranchState state, Plan plan) {
    List<DocumentChange> records = new ArrayList<>();
    plan.mergedCommits()
        .forEach(
            (source, merged) -> {
              ObjectNode document = terminusDb.mergeDocument(source, merged);
              records.add(
                  state.mergedCommits().containsKey(source)
                      ? new DocumentChange.Update(document)
                      : new DocumentChange.Insert(document));
            });
    return records;
  }
}
