// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** Replays recorded exchanges on a server, in databases of its own. */
final class Replay {

  private static final Pattern DATABASE =
      Pattern.compile(
          "(admin/|\"(?:api:database_)?name\":\")(oms2?|br|tmpdb|p3|p4|gc9)(?![\\w.-])");
  private static final List<String> DATABASES = List.of("oms", "br", "tmpdb", "p3", "p4", "gc9");

  private final TerminusDb server;
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
  private final Likeness likeness = new Likeness();

  Replay(TerminusDb server) {
    this.server = server;
  }

  /** What was different, one line an exchange. */
  List<String> differences(List<Exchange> exchanges) {
    List<String> differences = new ArrayList<>();
    try {
      for (Exchange each : exchanges) {
        difference(each).ifPresent(found -> differences.add(each.title() + ": " + found));
      }
    } finally {
      DATABASES.forEach(each -> server.send("DELETE", "/api/db/admin/" + prefix + each, null));
    }
    return differences;
  }

  private Optional<String> difference(Exchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange.headers().forEach((name, value) -> headers.put(name, likeness.actual(value)));
    HttpResponse<String> found =
        server.send(
            exchange.method(),
            likeness.actual(own(exchange.path())),
            headers,
            exchange.authorization(),
            exchange.body().map(each -> likeness.actual(own(each))));
    if (found.statusCode() != exchange.status()) {
      return Optional.of(
          "expected "
              + exchange.status()
              + " but found "
              + found.statusCode()
              + " "
              + found.body());
    }
    return differenceOfHeader("terminusdb-data-version", exchange, found)
        .or(() -> differenceOfHeader("content-type", exchange, found))
        .or(() -> likeness.difference(own(exchange.answer()), found.body()));
  }

  private Optional<String> differenceOfHeader(
      String name, Exchange exchange, HttpResponse<String> found) {
    String expected = exchange.answerHeaders().getOrDefault(name, "");
    return likeness.differenceOfText(name, expected, found.headers().firstValue(name).orElse(""));
  }

  private String own(String recorded) {
    return DATABASE.matcher(recorded).replaceAll("$1" + prefix + "$2");
  }
}
