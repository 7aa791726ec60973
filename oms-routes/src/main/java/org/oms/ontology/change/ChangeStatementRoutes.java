// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** The SQL statements of a change; each takes a map of parameters and leaves its rows. */
public class ChangeStatementRoutes extends EndpointRouteBuilder {

  @Override
  public void configure() {
    statement("takeCommitLease", "change/take-commit-lease", "The right to commit, if it is free");
    statement(
        "verifyCommitLease", "change/verify-commit-lease", "Whether the right to commit is ours");
    statement("releaseCommitLease", "change/release-commit-lease", "Lets another instance commit");
    statement("findKeys", "change/find-keys", "What is known of some Idempotency-Keys");
    statement("intendCommit", "change/intend-commit", "The events of a commit, before it");
    statement("confirmCommit", "change/confirm-commit", "The events of a commit, after it");
    statement("abandonCommit", "change/abandon-commit", "The events of a commit that never was");
    statement("findOpenIntents", "change/find-open-intents", "Commits whose outcome is unknown");
    statement(
        "storeEvent", "change/store-event", "The event of what needs no commit, or was refused");
    statement("deleteExpiredKeys", "change/delete-expired-keys", "Forgets old Idempotency-Keys");
    statement("findLocks", "lock/find-locks", "What is frozen on a branch");
    statement("findLock", "lock/find-lock", "One lock");
    statement("extendLock", "lock/extend-lock", "The heartbeat of a lock");
    statement("drawLockToken", "lock/draw-lock-token", "A fencing token, and the time");
    statement("findRevocation", "session/find-revocation", "Whether a token is revoked");
    statement("selectRevocations", "session/select-revocations", "All revoked tokens");
    statement("storeRevocation", "session/store-revocation", "A revoked token with its event");
    statement("storeLock", "lock/store-lock", "A lock with its event");
    statement("endLock", "lock/end-lock", "The end of a lock with its event");
  }

  private void statement(String name, String file, String description) {
    from(direct(name))
        .routeId(name)
        .routeDescription(description)
        .routeConfigurationId("propagate")
        .to(sql("classpath:sql/" + file + ".sql"));
  }
}
