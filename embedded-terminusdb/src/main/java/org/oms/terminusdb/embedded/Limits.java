// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded;

import java.time.Duration;

/**
 * Every limit of the server, with its unit and its reason.
 *
 * @param bodyBytesMax a request body, unpacked; a change set of 1,000 resources is far below it
 * @param requestLineBytesMax the request line; TerminusDB takes commit messages of 200,000
 *     characters in it
 * @param headerBytesMax all headers of a request
 * @param workers requests handled at once; a writer waits for its database's queue on one of them
 * @param connectionBacklog connections waiting for accept
 * @param cachedStatesMax states of a database kept in memory beside the branch heads; neighbours
 *     share structure, so one costs what its commits changed
 * @param snapshotDistanceCommits a state rebuilt from more commits than this leaves a snapshot, so
 *     that no read replays more than about this many
 * @param storeCacheMebibytes pages of the store kept in memory
 * @param shutdownGrace time for requests in flight after SIGTERM
 */
public record Limits(
    int bodyBytesMax,
    int requestLineBytesMax,
    int headerBytesMax,
    int workers,
    int connectionBacklog,
    int cachedStatesMax,
    int snapshotDistanceCommits,
    int storeCacheMebibytes,
    Duration shutdownGrace) {

  /** What a laptop or a CI machine needs. */
  public static Limits defaults() {
    return new Limits(
        64 * 1024 * 1024,
        2 * 1024 * 1024,
        64 * 1024,
        32,
        1024,
        64,
        200,
        16,
        Duration.ofSeconds(10));
  }
}
