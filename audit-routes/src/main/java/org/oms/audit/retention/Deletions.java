// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.oms.audit.hash.Hash;
import org.oms.audit.ingest.OwnEvent;
import org.oms.audit.ingest.OwnerEvents;
import org.oms.audit.ledger.Deletion;
import org.oms.audit.ledger.SigningKey;
import org.oms.audit.storage.SqlFile;

/**
 * Records what retention deletes as signed events, in the transaction that deletes: a missing event
 * without such a record was removed by hand.
 */
@ApplicationScoped
public class Deletions {

  private static final String RESOURCE_TYPE = "retention_deletion";

  private final OwnerEvents events;
  private final SigningKey key;
  private final String selectUnrecorded = SqlFile.named("retention/select-unrecorded").text();
  private final String recordDeletion = SqlFile.named("retention/record-deletion").text();

  Deletions(OwnerEvents events, SigningKey key) {
    this.events = events;
    this.key = key;
  }

  /** Makes events of what the step of a run has deleted over this connection. */
  void record(String runId, Connection connection) throws SQLException {
    List<OwnEvent> recorded = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(selectUnrecorded);
        PreparedStatement record = connection.prepareStatement(recordDeletion)) {
      select.setString(1, runId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          OwnEvent event = event(row);
          record.setString(1, event.json().toString());
          record.setString(2, event.id());
          record.addBatch();
          recorded.add(event);
        }
      }
      record.executeBatch();
    }
    events.append(recorded, connection);
  }

  private OwnEvent event(ResultSet row) throws SQLException {
    Deletion deletion =
        new Deletion(
            row.getString("id"),
            row.getString("run_id"),
            row.getString("policy_id"),
            row.getLong("leaves"),
            Hash.of(row.getBytes("chain")));
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("phase", "deleted").put("run", deletion.runId());
    metadata
        .putObject("policy")
        .put("id", deletion.policyId())
        .put("name", row.getString("policy_name"))
        .put("days", row.getInt("days"));
    metadata.put("leaves", deletion.leaves()).put("note", deletion.sign(key));
    return OwnEvent.byService(RetentionRuns.ACTION)
        .named(deletion.id())
        .about(RESOURCE_TYPE, deletion.id(), 1)
        .causedBy(row.getString("requested_event"))
        .with(metadata);
  }
}
