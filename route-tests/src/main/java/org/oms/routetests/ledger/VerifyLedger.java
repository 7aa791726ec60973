// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.oms.routetests.verify.Findings;

/**
 * Checks the whole ledger in PostgreSQL, past the audit service: {@code VerifyLedger
 * [CHECKPOINT…]}, with files of checkpoints that were kept elsewhere.
 *
 * <p>Takes {@code LEDGER_POSTGRES_URL}, {@code LEDGER_POSTGRES_USER} and {@code
 * LEDGER_POSTGRES_PASSWORD} (the role {@code audit_verifier}, which can only read), and {@code
 * LEDGER_KEYS} (verifier keys, with spaces between them). Exits with 0 when nothing was tampered
 * with, 1 when something was, 2 when it could not look.
 */
public final class VerifyLedger {

  /** Runs and policies that are named, the newest; the others are only counted. */
  private static final int DELETIONS_MAX = 20;

  private final Map<String, String> environment;

  public VerifyLedger(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * What was found.
   *
   * @param deleted how many events retention has deleted, by run and policy; no faults
   * @param first the fault that stands first in the tree; null when there is none
   */
  public record Result(
      Findings findings, long size, long signedSize, Map<String, Long> deleted, String first) {

    /** What retention has deleted, a line for each run and policy; the newest come last. */
    String deletions() {
      long events = deleted.values().stream().mapToLong(Long::longValue).sum();
      return events
          + " of them deleted by retention and recorded\n"
          + deleted.entrySet().stream()
              .skip(Math.max(0, deleted.size() - DELETIONS_MAX))
              .map(one -> "    %d by %s%n".formatted(one.getValue(), one.getKey()))
              .collect(Collectors.joining());
    }
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    int exitCode;
    try {
      Result result = new VerifyLedger(System.getenv()).run(arguments);
      System.out.print(result.findings().table());
      System.out.printf(
          "%d leaves, %d of them signed, %s%s%n",
          result.size(),
          result.signedSize(),
          result.deletions(),
          result.first() == null ? "Nothing was tampered with." : "First: " + result.first());
      exitCode = result.findings().kept() ? 0 : 1;
    } catch (SQLException | IOException | RuntimeException e) {
      System.err.println("The ledger could not be checked: " + e.getMessage());
      exitCode = 2;
    }
    System.exit(exitCode);
  }

  /**
   * Looks at everything.
   *
   * @throws IllegalArgumentException when a setting is missing or a checkpoint file is none
   */
  public Result run(String... checkpointFiles) throws SQLException, IOException {
    List<NoteKey> keys = NoteKey.parseAll(setting("LEDGER_KEYS"));
    List<SignedCheckpoint> kept = new ArrayList<>();
    for (String file : checkpointFiles) {
      kept.add(
          SignedCheckpoint.read(Files.readString(Path.of(file)), keys)
              .orElseThrow(
                  () -> new IllegalArgumentException(file + " is not signed by the key.")));
    }
    kept.sort(Comparator.comparingLong(SignedCheckpoint::size));
    try (LedgerDatabase database =
        new LedgerDatabase(
            setting("LEDGER_POSTGRES_URL"),
            setting("LEDGER_POSTGRES_USER"),
            setting("LEDGER_POSTGRES_PASSWORD"))) {
      LedgerVerification verification = new LedgerVerification(database, keys, kept);
      Findings findings = verification.run();
      return new Result(
          findings,
          verification.size(),
          verification.signedSize(),
          verification.deleted(),
          verification.first().orElse(null));
    }
  }

  private String setting(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("The environment has no " + name + ".");
    }
    return value;
  }
}
