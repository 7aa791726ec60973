// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One client of the chaos run. It alone changes its resources, so it knows what each must be, and
 * keeps a ledger of what it was told. Everything it draws comes from its seed.
 */
final class ChaosClient {

  /** What a caller knows of a write. */
  enum Told {
    DONE,
    NOT_DONE,
    MAYBE
  }

  /**
   * One write.
   *
   * @param id the X-Request-Id, which every event of the write carries
   * @param before descriptions before it, by name; null where the resource is created
   * @param after descriptions after it, by name
   */
  record Write(String id, Map<String, String> before, Map<String, String> after, Told told) {}

  private record Attempt(Told told, JsonNode body) {}

  private record Known(String description, String etag) {}

  /** Times a write whose outcome is unknown is repeated, and then left unknown. */
  private static final int REPEATS_MAX = 20;

  private static final long PAUSE_MS = 200;

  private final String name;
  private final Random random;
  private final int setMax;
  private final Supplier<Api> instance;
  private final Map<String, Known> resources = new LinkedHashMap<>();
  private final List<Write> ledger = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();
  private int writes;

  /**
   * @param setMax resources changed by a write at most; 1 for a client that makes no change sets
   * @param instance draws the instance of OMS to talk to
   */
  ChaosClient(String name, long seed, int setMax, Supplier<Api> instance) {
    this.name = name;
    this.random = new Random(seed);
    this.setMax = setMax;
    this.instance = instance;
  }

  /** Every write there was. */
  List<Write> ledger() {
    return ledger;
  }

  /** Answers no fault explains. */
  List<String> surprises() {
    return surprises;
  }

  /** Makes one write and returns how many events it must have, if it was done. */
  int write() throws InterruptedException {
    writes++;
    boolean leaveUnknown = random.nextInt(4) == 0;
    Map<String, String> after = drawChange();
    Map<String, String> before = new LinkedHashMap<>();
    after.keySet().forEach(each -> before.put(each, description(each)));
    String id = name + "-" + writes;
    Attempt attempt = send(id, after);
    for (int i = 0; attempt.told() == Told.MAYBE && !leaveUnknown && i < REPEATS_MAX; i++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS); // As Retry-After asks of a caller, only sooner.
      attempt = repeated(send(id, after));
    }
    ledger.add(new Write(id, before, after, attempt.told()));
    switch (attempt.told()) {
      case DONE -> remember(after, attempt.body());
      case NOT_DONE -> TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      case MAYBE -> after.keySet().forEach(resources::remove); // They are not touched again.
    }
    return attempt.told() == Told.DONE ? after.size() : 0;
  }

  /** Writes in a thread of its own; {@code done} counts the acknowledged events. */
  CompletableFuture<Void> writeUntil(BooleanSupplier enough, AtomicInteger done) {
    CompletableFuture<Void> finished = new CompletableFuture<>();
    Runnable writing =
        () -> {
          try {
            while (!enough.getAsBoolean()) {
              done.addAndGet(write());
            }
            finished.complete(null);
          } catch (InterruptedException | RuntimeException e) {
            finished.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(writing, name);
    thread.setDaemon(true);
    thread.start();
    return finished;
  }

  /** After an unknown outcome "nothing was changed" is said of the repetition alone. */
  private static Attempt repeated(Attempt attempt) {
    return attempt.told() == Told.NOT_DONE ? new Attempt(Told.MAYBE, attempt.body()) : attempt;
  }

  private String description(String resource) {
    Known known = resources.get(resource);
    return known == null ? null : known.description();
  }

  private Map<String, String> drawChange() {
    int size = setMax == 1 ? 1 : 1 + random.nextInt(setMax);
    List<String> known = new ArrayList<>(resources.keySet());
    Map<String, String> change = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      boolean create = i >= known.size() || (known.size() < setMax && random.nextInt(10) == 0);
      String resource = create ? name + "W" + writes + "N" + i : known.get(i);
      change.put(resource, "write " + writes);
    }
    return change;
  }

  private Attempt send(String id, Map<String, String> after) throws InterruptedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Request-Id", id);
    headers.put("Idempotency-Key", id);
    try {
      if (setMax > 1) {
        return judge(id, instance.get().exchange("POST", Ontology.CHANGES, set(after), headers));
      }
      String resource = after.keySet().iterator().next();
      Known known = resources.get(resource);
      if (known == null) {
        ObjectNode body = Ontology.objectType(resource).put("description", after.get(resource));
        return judge(id, instance.get().exchange("POST", Ontology.OBJECT_TYPES, body, headers));
      }
      headers.put("If-Match", known.etag());
      String path = Ontology.OBJECT_TYPES + "/" + resource;
      ObjectNode patch = Ontology.description(after.get(resource));
      return judge(id, instance.get().exchange("PATCH", path, patch, headers));
    } catch (ConnectException e) {
      return new Attempt(Told.NOT_DONE, Api.JSON.nullNode());
    } catch (HttpTimeoutException e) {
      surprises.add(id + " got no answer in time");
      return new Attempt(Told.MAYBE, Api.JSON.nullNode());
    } catch (IOException e) {
      return new Attempt(Told.MAYBE, Api.JSON.nullNode());
    }
  }

  private ObjectNode set(Map<String, String> after) {
    List<JsonNode> operations = new ArrayList<>();
    after.forEach(
        (resource, description) -> {
          Known known = resources.get(resource);
          if (known == null) {
            operations.add(
                Ontology.creation(Ontology.objectType(resource).put("description", description)));
          } else {
            ObjectNode update = Api.JSON.createObjectNode().put("op", "update");
            update.put("kind", "object-types").put("apiName", resource);
            update.put("ifMatch", known.etag());
            update.set("body", Ontology.description(description));
            operations.add(update);
          }
        });
    return Ontology.changeSet(operations.toArray(JsonNode[]::new));
  }

  private Attempt judge(String id, Api.Answer answer) {
    String type = answer.body().path("type").asText();
    boolean unknown =
        type.endsWith("outcome-unknown") || type.endsWith("idempotency-key-in-progress");
    if (answer.status() / 100 == 2) {
      return new Attempt(Told.DONE, answered(answer));
    }
    if (answer.status() != 503 && !unknown) {
      surprises.add(id + " was answered " + answer);
    }
    return new Attempt(unknown ? Told.MAYBE : Told.NOT_DONE, answer.body());
  }

  private static JsonNode answered(Api.Answer answer) {
    return answer.header("ETag").isEmpty()
        ? answer.body().path("results")
        : Api.JSON
            .createArrayNode()
            .add(
                Api.JSON
                    .createObjectNode()
                    .put("apiName", answer.body().path("apiName").asText())
                    .put("etag", answer.etag()));
  }

  private void remember(Map<String, String> after, JsonNode results) {
    for (JsonNode result : results) {
      String resource = result.path("apiName").asText();
      resources.put(resource, new Known(after.get(resource), result.path("etag").asText()));
    }
  }
}
