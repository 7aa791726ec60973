// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waits double with each failure up to their maximum, and instances do not wait in step. */
class BackoffTest {

  private static final Duration MIN = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofSeconds(10);

  @Test
  void waitsDoubleUpToTheMaximum_eachAFifthOffAtMost() {
    Backoff backoff = new Backoff(MIN, MAX, new Random(1));
    long[] doubled = {100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000};
    for (long millis : doubled) {
      assertThat(backoff.failed().toMillis()).isBetween(millis * 80 / 100, millis * 120 / 100);
    }
  }

  @Test
  void success_makesTheNextFailureTheFirstAgain() {
    Backoff backoff = new Backoff(MIN, MAX, new Random(1));
    IntStream.range(0, 6).forEach(i -> backoff.failed());
    backoff.succeeded();
    assertThat(backoff.failed().toMillis()).isBetween(80L, 120L);
  }

  @Test
  void twoInstances_doNotWaitInStep() {
    Backoff one = new Backoff(MIN, MAX, new Random(1));
    Backoff other = new Backoff(MIN, MAX, new Random(2));
    assertThat(IntStream.range(0, 8).mapToObj(i -> one.failed()).toList())
        .isNotEqualTo(IntStream.range(0, 8).mapToObj(i -> other.failed()).toList());
  }
}
