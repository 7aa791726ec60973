// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set, with its unit, default and reason. Secrets have no default; they are
 * optional only so that one sentence can tell which is missing (docs/security.md).
 */
@ConfigMapping(prefix = "audit")
public interface AuditConfig {

  /**
   * Whether passwords that everybody knows and a shared secret for tokens are good enough. False in
   * production; the local stack and the development profiles set it.
   */
  @WithDefault("false")
  boolean development();

  Http http();

  Jwt jwt();

  Postgres postgres();

  Jolokia jolokia();

  Nats nats();

  Ingest ingest();

  Search search();

  Query query();

  FailedAttempts failedAttempts();

  Export export();

  Retention retention();

  Report report();

  Storage storage();

  Ledger ledger();

  /** The HTTP server. */
  interface Http {

    /** Where the API begins; the contract's server URL. Nobody changes it. */
    @WithDefault("/api/v1/audit")
    String apiPath();

    /** Bodies above it are refused with 413: one request must not fill the heap. */
    @WithDefault("4M")
    MemorySize bodyMax();

    /** Bytes up to which a body counts as small and is always let in. */
    @WithDefault("65536")
    int smallBodyBytesMax();

    /**
     * Bytes of all larger bodies in work at once, each of which takes some ten times as much of a
     * heap of 256 MiB; the others wait unread. A single body is let in whatever its size.
     */
    @WithDefault("8388608")
    int bodiesBytesMax();

    /** Large bodies that may wait, unread; more are refused with 503. */
    @WithDefault("1000")
    int bodiesWaitingMax();

    /** Milliseconds a large body waits to be let in; then it is refused with 503. */
    @WithDefault("20000")
    int bodyWaitMs();

    /** Milliseconds in which a large body that was let in must be there; 408 afterwards. */
    @WithDefault("20000")
    int bodyArrivalMs();
  }

  /** How callers prove who they are. Exactly one of secret and public key is set, by operations. */
  interface Jwt {

    /** HS256 key, at least 32 bytes. For development and tests; no default outside them. */
    Optional<String> secret();

    /** PEM file, JWK set file or JWK set URL with the issuer's RS256 keys. */
    Optional<String> publicKeyLocation();

    /** The only issuer whose tokens are good. */
    Optional<String> issuer();

    /** Must be among the audiences of a token. */
    @WithDefault("audit")
    String audience();

    /** How far the clocks of issuer and service may be apart. */
    @WithDefault("5s")
    Duration clockSkew();

    /** A longer token is refused unread: one of ours has about 600 bytes. */
    @WithDefault("8K")
    MemorySize tokenMax();

    /** After it the JWK set is fetched again, so that a withdrawn key is forgotten. */
    @WithDefault("5m")
    Duration keysMaxAge();

    /**
     * In it the JWK set is fetched at most twice, however many tokens name keys it does not have; a
     * new key is known after this time at the latest.
     */
    @WithDefault("10s")
    Duration keysRefetch();

    /** To connect to the issuer, and to wait for its keys. */
    @WithDefault("2s")
    Duration keysTimeout();

    /** How long the keys stay good while the issuer can't be reached. */
    @WithDefault("1h")
    Duration keysOutage();
  }

  /** The database, for its passwords; quarkus.datasource has the rest. */
  interface Postgres {

    /** Of the role that reads and inserts. No default. */
    Optional<String> password();

    /** Of the role that owns the schema and migrates it. No default. */
    Optional<String> ownerPassword();
  }

  /** The broker. */
  interface Nats {

    /** One or more servers, with commas between. Set by operations. */
    String url();

    /** Stream that holds the events; nats/streams has its definition. */
    @WithDefault("AUDIT_EVENTS")
    String stream();

    /** Durable consumer that all instances share; nats/consumers has its definition. */
    @WithDefault("audit-ingest")
    String consumer();
  }

  /** From JetStream to PostgreSQL. */
  interface Ingest {

    /** Events in one transaction; beyond 500 throughput hardly rises and latency does. */
    @WithDefault("500")
    int batchMax();

    /**
     * Bytes of such a transaction, above the 1 MiB of the largest event. Each consumer has one in
     * work and one ahead, and an event in work takes some ten times its bytes of the heap.
     */
    @WithDefault("4194304")
    int batchBytesMax();

    /** Batches in work at once per instance; PostgreSQL is the bound, so few are enough. */
    @WithDefault("2")
    int consumers();

    /** How long a batch waits for its redelivery when PostgreSQL does not take it. */
    @WithDefault("2s")
    Duration retryDelay();

    /** How often the backlog is measured, for metrics; a scrape comes every 5 s. */
    @WithDefault("5s")
    Duration measureInterval();

    /** Without a fetch for so long the service is not ready: its pull is lost. */
    @WithDefault("60s")
    Duration fetchAgeMax();
  }

  /** The words of an event by which it is found. */
  interface Search {

    /** Words of one event that are indexed; a huge event must not become a huge index entry. */
    @WithDefault("2000")
    int wordsMax();
  }

  /** Reading the log. */
  interface Query {

    /** A page ends early above it: 500 large events must not fill the heap. */
    @WithDefault("8M")
    MemorySize pageMax();

    /** Counting stops here: nobody reads more, and an exact count reads the whole log. */
    @WithDefault("100000")
    int countMax();

    /** Terms of one q: each is a condition PostgreSQL has to check. */
    @WithDefault("20")
    int termsMax();
  }

  /** Requests without a good token, which are events too. */
  interface FailedAttempts {

    /**
     * Attempts that are an event of their own, in a window and instance: a stranger can add no more
     * than these and one, which tells how many others there were.
     */
    @WithDefault("30")
    int eventsMax();

    /** The length of such a window. */
    @WithDefault("60s")
    Duration window();

    /** How often those that wait are stored: what a killed process can lose of them. */
    @WithDefault("1s")
    Duration tellInterval();
  }

  /** Answers that have no end: {@code GET /events/export}. */
  interface Export {

    /** Exports at once per instance: each keeps a worker thread and the database busy. */
    @WithDefault("4")
    int concurrentMax();

    /** Events fetched at once; more make an export hardly faster, and all are in memory. */
    @WithDefault("1000")
    int pageEvents();

    /** A client that takes nothing for so long is cut off: it keeps others from exporting. */
    @WithDefault("60s")
    Duration stallMax();
  }

  /** Deleting what no policy keeps any longer. */
  interface Retention {

    /** Events decided about in one transaction: holds wait for it, for less than a second. */
    @WithDefault("5000")
    int batchMax();

    /** Transactions until the route is asked whether the service stops. */
    @WithDefault("100")
    int stepsMax();

    /** How often a new run is looked for. */
    @WithDefault("1s")
    Duration pollInterval();

    /**
     * When a run begins by itself: cron with five fields (minute, hour, day of the month, month,
     * day of the week), UTC, such as {@code 30 3 * * *}. {@code off}, as no service may begin to
     * delete because it was started: operations decide.
     */
    @WithDefault("off")
    String schedule();

    /** How often the schedule is looked at; it knows no less than a minute. */
    @WithDefault("30s")
    Duration schedulePollInterval();
  }

  /** Reports, made in the background. */
  interface Report {

    /** Events a report shows; one of more is an export. */
    @WithDefault("10000")
    int eventsMax();

    /** Reports that may wait at once: each takes minutes of the database. */
    @WithDefault("100")
    int waitingMax();

    /** How long a part of a report may take; longer than any statement. */
    @WithDefault("60s")
    Duration lease();

    /**
     * Attempts until a report has failed: a report that kills the service must not do so for ever.
     */
    @WithDefault("3")
    int attemptsMax();

    /** How long a report can be read; its events can be read longer. */
    @WithDefault("90d")
    Duration ageMax();

    /** How often a report that waits is looked for. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How often old reports are deleted; far more often than they get old. */
    @WithDefault("1h")
    Duration deleteInterval();
  }

  /** The tables. */
  interface Storage {

    /** Partitions made ahead, so that a month can begin while nobody may create tables. */
    @WithDefault("3")
    int partitionMonthsAhead();

    /** How often partitions are looked after; far more often than a month. */
    @WithDefault("1h")
    Duration partitionInterval();

    /** First wait after a failed migration, doubled up to the longest. */
    @WithDefault("500")
    int retryDelayMs();

    /**
     * Longest wait between attempts to reach PostgreSQL at start: a start soon after it is back.
     */
    @WithDefault("5000")
    int retryDelayMsMax();
  }

  /** The Merkle tree over all events, and what is signed of it. */
  interface Ledger {

    /**
     * The first line of checkpoints and the name of the key: a URL without a scheme that no other
     * ledger has. Set by operations once; another origin is another ledger.
     */
    @WithDefault("audit.oms.local/ledger")
    String origin();

    /**
     * Ed25519 key, Base64 of PKCS #8. Set by operations; without one the service does not start,
     * and in production not with the development key.
     */
    Optional<String> signingKey();

    /** Verifier keys of former signing keys: checkpoints they signed are still good. */
    Optional<List<String>> formerKeys();

    /** How often a tree that has grown is signed; an event is not provable until then. */
    @WithDefault("10s")
    Duration checkpointInterval();

    /** Asked for a checkpoint, the service signs none if it has one younger than this. */
    @WithDefault("1s")
    Duration checkpointAgeMin();

    /** Leaves one verification looks at: a quick look that is over in about a second. */
    @WithDefault("10000")
    int verifyMax();
  }

  /** The agent through which Hawtio reads and steers routes; it can stop them, so it is off. */
  interface Jolokia {

    /** Whether it listens; operators turn it on, and only with a password. */
    @WithDefault("false")
    boolean enabled();

    /** Address it listens on; a container sets 0.0.0.0. */
    @WithDefault("127.0.0.1")
    String host();

    /** TCP port. */
    @WithDefault("18779")
    int port();

    /** Who may ask it. */
    @WithDefault("jolokia")
    String user();

    /** The user's password. */
    Optional<String> password();
  }
}
