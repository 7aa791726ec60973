// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** The SQL statements of a change; each takes a map of parameters and leaves its rows. */
public class ChangeStatementRoutes extends EndpointRouteBuilder {

  @Override
  public void configure() {
    statement("takeCommitLease", "take-commit-lease", "The right to commit, if it is free");
    statement("verifyCommitLease", "verify-commit-lease", "Whether the right to commit is ours");
    statement("releaseCommitLease", "release-commit-lease", "Lets another instance commit");
    statement("findKeys", "find-keys", "What is known of some Idempotency-Keys");
    statement("intendCommit", "intend-commit", "The events of a commit, before it");
    statement("confirmCommit", "confirm-commit", "The events of a commit, after it");
    statement("abandonCommit", "abandon-commit", "The events of a commit that never was");
    statement("findOpenIntents", "find-open-intents", "Commits whose outcome is unknown");
    statement("storeRefusal", "store-refusal", "The event of a refused attempt");
    statement("deleteExpiredKeys", "delete-expired-keys", "Forgets old Idempotency-Keys");
  }

  private void statement(String name, String file, String description) {
    from(direct(name))
        .routeId(name)
        .routeDescription(description)
        .routeConfigurationId("propagate")
        .to(sql("classpath:sql/change/" + file + ".sql"));
  }
}
