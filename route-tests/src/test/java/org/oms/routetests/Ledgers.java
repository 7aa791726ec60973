// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.oms.routetests.ChaosClient.Told;
import org.oms.routetests.ChaosClient.Write;

/**
 * Compares what clients were told with what there is: each write said to be done has all its
 * events, each refused one has none, each unknown one has all or none, each resource is as the last
 * write that happened left it, and is told in the order it was changed.
 */
final class Ledgers {

  private final RunningSystem system;
  private final String word;
  private final List<ChaosClient> clients;

  /**
   * @param word begins the name of every resource and the id of every request of the clients
   */
  Ledgers(RunningSystem system, String word, List<ChaosClient> clients) {
    this.system = system;
    this.word = word;
    this.clients = clients;
  }

  /** What is not as the clients were told, and what they should not have been told. */
  List<String> findings() {
    Map<String, Long> stored = system.database().storedByRequest(word);
    List<String> findings = new ArrayList<>();
    for (ChaosClient client : clients) {
      findings.addAll(client.surprises());
      client.ledger().stream()
          .filter(write -> !isTrue(write, stored.getOrDefault(write.id(), 0L)))
          .map(write -> write.id() + " was told " + write.told() + ": " + stored.get(write.id()))
          .forEach(findings::add);
      findings.addAll(wrongResources(client, stored));
    }
    findings.addAll(system.database().disordered(word));
    return findings;
  }

  /** How many writes were told this. */
  long count(Told told) {
    return clients.stream()
        .flatMap(client -> client.ledger().stream())
        .filter(write -> write.told() == told)
        .count();
  }

  private static boolean isTrue(Write write, long events) {
    boolean all = events == write.after().size();
    boolean none = events == 0;
    return switch (write.told()) {
      case DONE -> all;
      case NOT_DONE -> none;
      case MAYBE -> all || none;
    };
  }

  private List<String> wrongResources(ChaosClient client, Map<String, Long> stored) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (Write write : client.ledger()) {
      if (stored.containsKey(write.id())) {
        expected.putAll(write.after());
      } else {
        write.after().keySet().forEach(name -> expected.putIfAbsent(name, null));
      }
    }
    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (name, description) -> {
          Api.Answer answer = system.oms().get(Ontology.OBJECT_TYPES + "/" + name);
          boolean right =
              description == null
                  ? answer.status() == 404
                  : Objects.equals(answer.body().path("description").asText(null), description);
          if (!right) {
            wrong.add(name + " should be " + description + " and is " + answer);
          }
        });
    return wrong;
  }
}
