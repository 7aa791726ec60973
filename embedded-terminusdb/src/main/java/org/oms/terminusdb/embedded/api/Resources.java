// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.util.Optional;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.Unhandled;
import org.oms.terminusdb.embedded.store.Commit;
import org.oms.terminusdb.embedded.store.Database;
import org.oms.terminusdb.embedded.store.Store;

/** Finds what paths name, or refuses in TerminusDB's words. */
final class Resources {

  static final String ORGANIZATION = "admin";

  private final Store store;

  Resources(Store store) {
    this.store = store;
  }

  Store store() {
    return store;
  }

  Optional<Database> find(ResourcePath path) {
    return path.organization().equals(ORGANIZATION)
        ? store.find(path.database())
        : Optional.empty();
  }

  Database database(ResourcePath path) {
    return find(path).orElseThrow(() -> unknownDatabase(path.organization(), path.database()));
  }

  /** The commit a branch stands at or a commit path names. */
  Commit commit(Database database, ResourcePath path) {
    if (path.kind() == ResourcePath.Kind.COMMIT) {
      return database
          .graph()
          .find(path.name())
          .orElseThrow(() -> new Unhandled("no commit " + path.name()));
    }
    return database.graph().head(path.name()).orElseThrow(() -> unknownBranch(path));
  }

  /** A branch name or a commit id, as diff and apply take them. */
  static Commit reference(Database database, String reference) {
    return database
        .graph()
        .head(reference)
        .or(() -> database.graph().find(reference))
        .orElseThrow(
            () ->
                Refusal.failure(
                    "The specified commit or branch \"" + reference + "\" is not valid.",
                    "api:NotValidRefError",
                    "api:ref",
                    reference));
  }

  static Refusal unknownDatabase(String organization, String database) {
    return Refusal.notFound(
        "Unknown database: " + organization + "/" + database,
        "api:UnknownDatabase",
        "api:database_name",
        database,
        "api:organization_name",
        organization);
  }

  static Refusal unknownBranch(ResourcePath path) {
    return Refusal.failure(
        "The branch does not exist for '" + path.descriptor() + "'",
        "api:UnresolvableAbsoluteDescriptor",
        "api:absolute_descriptor",
        path.descriptor());
  }

  static void authorize(User user, String action, Database database) {
    authorize(user, action, "UserDatabase/" + database.record().id());
  }

  static void authorize(User user, String action, String scope) {
    if (user != User.ADMIN) {
      throw new Forbidden("'@schema':'Action/" + action + "'", scope);
    }
  }
}
