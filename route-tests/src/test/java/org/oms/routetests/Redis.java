// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.oms.stack.DevelopmentSecrets;

/** Looks into Redis, past the services. */
final class Redis {

  private final int port;

  Redis(int port) {
    this.port = port;
  }

  /** All keys of the services that begin so. */
  List<String> keys(String beginning) {
    return run("KEYS", beginning + "*");
  }

  /** Milliseconds until a key expires; -1 when it never does, -2 when there is none. */
  long expiresInMs(String key) {
    return Long.parseLong(run("PTTL", key).get(0));
  }

  boolean has(String key) {
    return expiresInMs(key) >= 0;
  }

  void set(String key, String value) {
    run("SET", key, value, "EX", "60");
  }

  void expireIn(Duration time, String key) {
    run("PEXPIRE", key, String.valueOf(time.toMillis()));
  }

  void forgetEverything() {
    run("FLUSHALL");
  }

  private List<String> run(String... command) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "redis-cli",
                "-p",
                String.valueOf(port),
                "--no-auth-warning",
                "-a",
                DevelopmentSecrets.REDIS_PASSWORD));
    line.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return said.isEmpty() ? List.of() : said.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
