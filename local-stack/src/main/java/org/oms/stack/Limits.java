// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.time.Duration;

/**
 * How long the launcher waits for a part, at most. Every wait ends as soon as its condition holds.
 *
 * @param partStart until a part answers: initdb on a slow disk takes 10 s, a busy machine the rest
 * @param serviceStart until a service is ready: migrations and waiting for its parts included
 * @param stop until a part has gone after its stop signal: services finish requests within 20 s
 * @param signal until a signal shows: a killed process leaves once the kernel gets to it
 * @param command for a short command, such as initdb
 * @param probe for one readiness question
 * @param poll between two readiness questions: short against a start of about 1 s
 */
public record Limits(
    Duration partStart,
    Duration serviceStart,
    Duration stop,
    Duration signal,
    Duration command,
    Duration probe,
    Duration poll) {

  /** The limits used everywhere: far above what a healthy machine needs. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(40),
          Duration.ofSeconds(15),
          Duration.ofSeconds(90),
          Duration.ofSeconds(2),
          Duration.ofMillis(40));

  /** In containers: each question to Docker is a process of its own, so there are fewer. */
  public static final Limits CONTAINERS =
      new Limits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(180),
          DEFAULT.stop(),
          DEFAULT.signal(),
          DEFAULT.command(),
          DEFAULT.probe(),
          Duration.ofMillis(500));
}
