// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.oms.bench.Figures.Goal;

/**
 * A steady number of events a second, as change sets over REST: from the answer to the client until
 * the last event of the set can be read in the audit log.
 */
final class EndToEnd {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHANGES = "/api/v1/schemas/main/changes";
  private static final int EVENTS_PER_SET = 100;

  /** Sets that follow each other change different types, so that they may share a commit. */
  private static final int GROUPS_OF_TYPES = 20;

  private static final int WATCHERS = 32;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final int WARM_UP_SETS = 50;

  private final Target target;
  private final Http oms;
  private final Duration length;
  private final int rate;
  private final List<List<String>> groups = new ArrayList<>();

  EndToEnd(Target target, Duration length, int rate) {
    this.target = target;
    this.oms = Http.bearer(target.omsUrl(), target.developerToken());
    this.length = length;
    this.rate = rate;
  }

  /** One change set: when it is due, and as which request. */
  private record Due(int number, long nanos, String run) {}

  /** What became of it; micros is 0 unless it was taken. */
  private record Fate(int status, long micros) {}

  void run(Figures figures) throws Exception {
    for (int i = 0; i < GROUPS_OF_TYPES; i++) {
      groups.add(createTypes());
    }
    send(WARM_UP_SETS, UUID.randomUUID().toString());
    StreamOrder order = StreamOrder.fromNowOn(target);
    String run = UUID.randomUUID().toString();
    int sets = Math.toIntExact(length.toSeconds() * rate / EVENTS_PER_SET);
    long start = System.nanoTime();
    List<Fate> fates = send(sets, run);
    double seconds = (System.nanoTime() - start) / 1e9;
    Histogram micros = new Histogram(LONGEST_WAIT.toNanos() / 1000, 3);
    SortedMap<Integer, Long> failures = new TreeMap<>();
    for (Fate fate : fates) {
      if (fate.status() / 100 == 2) {
        micros.recordValue(fate.micros());
      } else {
        failures.merge(fate.status(), 1L, Long::sum);
      }
    }
    Measurement taken = new Measurement(micros, failures, Duration.ofNanos((long) (seconds * 1e9)));
    long events = micros.getTotalCount() * EVENTS_PER_SET;
    Faults faults = Faults.of(target, run, events, order);
    figures.add(
        String.format(
            Locale.ROOT,
            "end to end, %,d events/s offered for %d s, slowest event of each set of %d",
            rate,
            length.toSeconds(),
            EVENTS_PER_SET),
        String.format(
            Locale.ROOT,
            "%,.0f events/s, p50 %.1f ms, p99 %.1f ms; %s; %s",
            events / seconds,
            taken.percentile(50),
            taken.percentile(99),
            faults,
            taken.failuresAsText()),
        new Goal(
            "at that rate p50 ≤ 15 ms, p99 ≤ 100 ms, 0 lost, 0 doubled, 0 out of order",
            events / seconds >= 0.98 * rate
                && taken.percentile(50) <= 15
                && taken.percentile(99) <= 100
                && faults.none()
                && taken.faultless()));
  }

  private List<String> createTypes() throws Exception {
    List<String> names = new ArrayList<>();
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
    oms.expect("POST", CHANGES, changes.toString());
    return names;
  }

  private List<Fate> send(int sets, String run) throws Exception {
    ExecutorService watchers = Executors.newFixedThreadPool(WATCHERS);
    try {
      long start = System.nanoTime();
      List<Future<Fate>> waits = new ArrayList<>();
      for (int set = 0; set < sets; set++) {
        Due due = new Due(set, start + set * (1_000_000_000L * EVENTS_PER_SET / rate), run);
        waits.add(watchers.submit(() -> changeAndWatch(due)));
      }
      List<Fate> fates = new ArrayList<>();
      for (Future<Fate> wait : waits) {
        fates.add(wait.get());
      }
      return fates;
    } finally {
      watchers.shutdownNow();
    }
  }

  private Fate changeAndWatch(Due due) throws Exception {
    long early = due.nanos() - System.nanoTime();
    if (early > 0) {
      Thread.sleep(Duration.ofNanos(early).toMillis());
    }
    String request = UUID.randomUUID().toString();
    HttpResponse<String> answer = oms.send(CHANGES, changeSet(due.number()), request, due.run());
    long answered = System.nanoTime();
    if (answer.statusCode() / 100 != 2) {
      return new Fate(answer.statusCode(), 0);
    }
    try (Connection connection = target.connect();
        PreparedStatement count = connection.prepareStatement(Sql.read("count-of-request"))) {
      count.setString(1, request);
      while (Sql.number(count) < EVENTS_PER_SET) {
        if (System.nanoTime() - answered > LONGEST_WAIT.toNanos()) {
          throw new IllegalStateException("The events of " + request + " never arrived.");
        }
        Thread.sleep(1);
      }
    }
    return new Fate(answer.statusCode(), (System.nanoTime() - answered) / 1000);
  }

  private String changeSet(int number) {
    ObjectNode changes = JSON.createObjectNode();
    ArrayNode operations = changes.putArray("operations");
    for (String name : groups.get(number % GROUPS_OF_TYPES)) {
      ObjectNode operation = operations.addObject();
      operation.put("op", "update");
      operation.put("kind", "object-types");
      operation.put("apiName", name);
      operation.put("ifMatch", "*");
      operation.putObject("body").put("description", "Change " + number);
    }
    return changes.toString();
  }
}
