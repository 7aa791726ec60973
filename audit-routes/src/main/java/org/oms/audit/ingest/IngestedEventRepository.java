// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.sql.Array;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.oms.audit.AuditConfig;
import org.oms.audit.storage.SqlFile;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which events are stored, in {@code event_consumer_tracking}; it makes an event stored once.
 *
 * <p>Camel's repository asks first and inserts then, so that of two who come at once one fails.
 * Here the insert itself decides, and a whole batch is claimed by one statement in the transaction
 * that stores it.
 */
@ApplicationScoped
@Named("ingestedEvents")
public class IngestedEventRepository extends JdbcMessageIdRepository {

  private final String claimEvents = SqlFile.named("ingest/claim-events").text();

  IngestedEventRepository(
      DataSource database,
      UserTransaction userTransaction,
      TransactionManager transactions,
      AuditConfig config) {
    super(
        database,
        new TransactionTemplate(new JtaTransactionManager(userTransaction, transactions)),
        config.nats().consumer());
    setCreateTableIfNotExists(false); // the migrations own it
    setInsertString(SqlFile.named("ingest/claim-event").text());
  }

  @Override
  public boolean add(String id) {
    return insert(id) == 1;
  }

  /** Claims ids in the transaction of the caller; those that are new are returned. */
  public Set<String> addAll(Collection<String> ids) {
    PreparedStatementCallback<Set<String>> claim =
        statement -> {
          Array array = statement.getConnection().createArrayOf("text", ids.toArray());
          statement.setString(1, getProcessorName());
          statement.setArray(2, array);
          Set<String> claimed = new LinkedHashSet<>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              claimed.add(rows.getString(1));
            }
          }
          return claimed;
        };
    return getJdbcTemplate().execute(claimEvents, claim);
  }
}
