// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * A steady thousand events a second, as change sets over REST: from the answer to the client until
 * all events of the set can be read in the audit log.
 */
final class EndToEnd {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS_PER_SET = 100;
  private static final int SETS_PER_SECOND = 10;
  private static final int WATCHERS = 16;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Target target;
  private final Http oms;
  private final Duration length;
  private final List<String> names = new ArrayList<>();

  EndToEnd(Target target, Duration length) {
    this.target = target;
    this.oms = Http.bearer(target.omsUrl(), target.developerToken());
    this.length = length;
  }

  void run(Figures figures) throws Exception {
    createTypes();
    ExecutorService watchers = Executors.newFixedThreadPool(WATCHERS);
    Histogram millis = new Histogram(LONGEST_WAIT.toMillis() * 1000, 3);
    int sets = (int) (length.toSeconds() * SETS_PER_SECOND);
    List<Future<Long>> waits = new ArrayList<>();
    long start = System.nanoTime();
    try {
      for (int set = 0; set < sets; set++) {
        int number = set;
        long due = start + number * (1_000_000_000L / SETS_PER_SECOND);
        waits.add(watchers.submit(() -> changeAndWatch(number, due)));
      }
      for (Future<Long> wait : waits) {
        millis.recordValue(wait.get());
      }
    } finally {
      watchers.shutdownNow();
    }
    double perSecond = sets * (double) EVENTS_PER_SET / ((System.nanoTime() - start) / 1e9);
    figures.add(
        String.format(Locale.ROOT, "end to end, %d s, slowest of each set", length.toSeconds()),
        String.format(
            Locale.ROOT,
            "%,.0f events/s, p50 %.1f ms, p99 %.1f ms, %s",
            perSecond,
            millis.getValueAtPercentile(50) / 1000.0,
            millis.getValueAtPercentile(99) / 1000.0,
            faults()),
        "–",
        "–",
        "1,000 events/s, p50 ≤ 15 ms, p99 ≤ 100 ms, 0 lost, doubled, out of order");
  }

  private void createTypes() throws Exception {
    ObjectNode changes = JSON.createObjectNode();
    ArrayNode operations = changes.putArray("operations");
    for (int i = 0; i < EVENTS_PER_SET; i++) {
      String name = ObjectTypes.uniqueName();
      names.add(name);
      ObjectNode operation = operations.addObject();
      operation.put("op", "create");
      operation.put("kind", "object-types");
      operation.set("body", ObjectTypes.resource(name));
    }
    oms.expect("POST", "/api/v1/schemas/main/changes", changes.toString());
  }

  /** Microseconds from the answer until the audit log shows the whole set. */
  private long changeAndWatch(int number, long due) throws Exception {
    long early = due - System.nanoTime();
    if (early > 0) {
      Thread.sleep(Duration.ofNanos(early).toMillis());
    }
    String key = UUID.randomUUID().toString();
    oms.expect("POST", "/api/v1/schemas/main/changes", key, changeSet(number));
    long answered = System.nanoTime();
    try (Connection connection = connect();
        PreparedStatement count =
            connection.prepareStatement(
                "select count(*) from audit.audit_events where request_id = ?")) {
      count.setString(1, key);
      while (count(count) < EVENTS_PER_SET) {
        if (System.nanoTime() - answered > LONGEST_WAIT.toNanos()) {
          throw new IllegalStateException("The events of " + key + " never arrived.");
        }
      }
    }
    return (System.nanoTime() - answered) / 1000;
  }

  private String changeSet(int number) {
    ObjectNode changes = JSON.createObjectNode();
    ArrayNode operations = changes.putArray("operations");
    for (String name : names) {
      ObjectNode operation = operations.addObject();
      operation.put("op", "update");
      operation.put("kind", "object-types");
      operation.put("apiName", name);
      operation.putObject("body").put("description", "Change " + number);
    }
    return changes.toString();
  }

  private String faults() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement gaps =
            connection.prepareStatement(
                """
                select count(*) filter (where copies > 1), count(*) filter (where events <> last)
                  from (select count(*) as events, max(aggregate_sequence) as last,
                               count(*) - count(distinct aggregate_sequence) + 1 as copies
                          from audit.audit_events
                         where action like 'object_type.%'
                         group by subject) s
                """)) {
      try (ResultSet row = gaps.executeQuery()) {
        row.next();
        return row.getLong(2) + " aggregates with a gap, " + row.getLong(1) + " with a double";
      }
    }
  }

  private static long count(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        target.postgresUrl(), target.postgresUser(), target.postgresPassword());
  }
}
