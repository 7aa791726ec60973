// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.oms.audit.AuditConfig;
import org.oms.audit.storage.NamedSql;
import org.oms.audit.storage.SqlFile;

/**
 * Stores events of this service by the statements of all events, over a connection of the caller:
 * for transactions of the owner of the tables, which no route of the service's own role can join.
 */
@ApplicationScoped
public class OwnerEvents {

  private final NewEvents newEvents;
  private final String consumer;
  private final String claimEvents = SqlFile.named("ingest/claim-events").text();
  private final NamedSql insertEvents = NamedSql.of(SqlFile.named("ingest/insert-events"));
  private final NamedSql appendLeaves = NamedSql.of(SqlFile.named("ledger/append-leaves"));

  OwnerEvents(NewEvents newEvents, AuditConfig config) {
    this.newEvents = newEvents;
    this.consumer = config.nats().consumer();
  }

  /**
   * Stores new events in the transaction of the connection. Their leaves come last: from here to
   * the commit nobody else appends.
   */
  public void append(List<OwnEvent> events, Connection connection) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    EventBatch batch = newEvents.read(events.stream().map(OwnEvent::message).toList());
    if (!batch.refused().isEmpty()) {
      throw new IllegalStateException(batch.refused().get(0).reason());
    }
    try (PreparedStatement claim = connection.prepareStatement(claimEvents)) {
      claim.setString(1, consumer);
      claim.setArray(2, connection.createArrayOf("text", batch.ids().toArray()));
      claim.execute();
    }
    Map<String, Object[]> columns = newEvents.columns(batch);
    insertEvents.execute(connection, columns);
    appendLeaves.execute(connection, columns);
  }
}
