// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The yardstick for the drain: the same rows, read in order and published with message ids by a
 * loop that keeps no leases, marks nothing and survives nothing.
 */
final class DirectPublish {

  private static final String STREAM = "BENCH";
  private static final int BATCH = 500;
  private static final long ACK_SECONDS = 30;

  private final Target target;
  private final Connection connection;

  DirectPublish(Target target, Connection connection) {
    this.target = target;
    this.connection = connection;
  }

  /** Events a second. */
  @SuppressWarnings("try") // The connection's close may be interrupted; so may all else here.
  double run(ReadyEvents events) throws Exception {
    try (io.nats.client.Connection nats = Nats.connect(target.natsUrl())) {
      nats.jetStreamManagement()
          .addStream(
              StreamConfiguration.builder()
                  .name(STREAM)
                  .subjects("bench.>")
                  .storageType(StorageType.File)
                  .build());
      try {
        return publishAll(nats.jetStream(), events);
      } finally {
        nats.jetStreamManagement().deleteStream(STREAM);
      }
    }
  }

  private double publishAll(JetStream stream, ReadyEvents events) throws Exception {
    long start = System.nanoTime();
    long last = 0;
    int published = 0;
    while (published < events.events()) {
      List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(Sql.read("select-ready"))) {
        select.setString(1, events.run());
        select.setLong(2, last);
        select.setInt(3, BATCH);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            last = row.getLong("ready");
            acks.add(
                stream.publishAsync(
                    "bench." + row.getString("nats_subject"),
                    row.getString("event").getBytes(StandardCharsets.UTF_8),
                    PublishOptions.builder().messageId(row.getString("id")).build()));
          }
        }
      }
      CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
          .get(ACK_SECONDS, TimeUnit.SECONDS);
      published += acks.size();
    }
    return published / ((System.nanoTime() - start) / 1e9);
  }
}
