// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.lock.Lock;
import org.oms.ontology.lock.LockDirectory;

/** The table {@code locks}, for who does not hold the commit lease. */
@ApplicationScoped
public class StoredLocks implements LockDirectory {

  private final Statements statements;

  @Inject
  public StoredLocks(Statements statements) {
    this.statements = statements;
  }

  @Override
  public List<Lock> on(String branch) {
    return run("findLocks", Map.of("branch", branch));
  }

  @Override
  public Optional<Lock> find(String id) {
    return run("findLock", Map.of("id", id, "expired", false)).stream().findFirst();
  }

  @Override
  public Optional<Lock> extend(Lock lock) {
    return run("extendLock", Map.of("id", lock.id())).stream().findFirst();
  }

  private List<Lock> run(String statement, Map<String, Object> parameters) {
    try {
      return statements.run(statement, parameters).stream().map(Lock::of).toList();
    } catch (Statements.PostgresException e) {
      throw ChangeProblems.postgresUnavailable();
    }
  }
}
