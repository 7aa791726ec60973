// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of the ontology service. The environment sets them by name ({@code OMS_HTTP_PORT}
 * is {@code oms.http.port}); an {@code oms.*} property in a file that is not declared here fails
 * the start. Secrets have no default outside the dev and test profiles; they are optional only so
 * that one sentence can tell which is missing (docs/security.md).
 */
@ConfigMapping(prefix = "oms")
public interface OmsConfig {

  /**
   * Whether passwords that everybody knows and a shared secret for tokens are good enough. False in
   * production; the local stack and the development profiles set it.
   */
  @WithDefault("false")
  boolean development();

  Http http();

  Jwt jwt();

  Postgres postgres();

  TerminusDb terminusdb();

  Change change();

  Events events();

  Cache cache();

  Outbox outbox();

  Nats nats();

  Redis redis();

  Audit audit();

  Locks locks();

  Session session();

  Revocation revocation();

  RateLimit rateLimit();

  Lists lists();

  Input input();

  Jolokia jolokia();

  /** The REST surface. */
  interface Http {

    /** TCP port; operators change it. */
    @WithDefault("18000")
    int port();

    /**
     * Threads that serve requests. Each blocks while its write waits for the group commit, so this
     * is the number of clients served at once; 300 clients and some headroom. A thread costs about
     * 100 KiB of memory while it works.
     */
    @WithDefault("320")
    int workerThreads();
  }

  /** Whose tokens are accepted. Exactly one of secret and public key location is set. */
  interface Jwt {

    /** Shared HS256 secret, at least 32 bytes; for development and tests. */
    Optional<String> secret();

    /** PEM file, JWK set file or JWK set URL with the issuer's RS256 keys. */
    Optional<String> publicKeyLocation();

    /** The only accepted {@code iss}. */
    Optional<String> issuer();

    /** The {@code aud} a token must name. */
    @WithDefault("oms")
    String audience();

    /** Seconds the clocks of issuer and service may be apart. */
    @WithDefault("5")
    int clockSkewSeconds();

    /** A longer token is refused unread: one of ours has about 600 bytes. */
    @WithDefault("8192")
    int tokenBytesMax();

    /** Seconds after which the JWK set is fetched again, so that a withdrawn key is forgotten. */
    @WithDefault("300")
    int keysMaxAgeSeconds();

    /**
     * Seconds in which the JWK set is fetched at most twice, however many tokens name keys it does
     * not have; a new key is known after this time at the latest.
     */
    @WithDefault("10")
    int keysRefetchSeconds();

    /** Milliseconds to connect to the issuer, and to wait for its keys. */
    @WithDefault("2000")
    int keysTimeoutMs();

    /** Seconds the keys stay good while the issuer can't be reached. */
    @WithDefault("3600")
    int keysOutageSeconds();
  }

  /** The outbox, idempotency keys and resource history. */
  interface Postgres {

    @WithDefault("jdbc:postgresql://127.0.0.1:15432/audit_db")
    String url();

    @WithDefault("oms")
    String user();

    Optional<String> password();
  }

  /** Where the ontology lives. */
  interface TerminusDb {

    @WithDefault("http://127.0.0.1:16363")
    URI url();

    @WithDefault("admin")
    String user();

    Optional<String> password();

    /** Milliseconds to connect; a request that was not sent is never in doubt. */
    @WithDefault("2000")
    int connectTimeoutMs();

    /**
     * Milliseconds until an answer is given up. A commit of a full group takes about 500; after
     * this its outcome is unknown and has to be settled.
     */
    @WithDefault("10000")
    int responseTimeoutMs();

    /** Commits of a branch after which its layers are merged; 50 keep a commit under 50 ms. */
    @WithDefault("50")
    int optimizeEveryCommits();

    /** Milliseconds between looks for branches to merge the layers of. */
    @WithDefault("1000")
    int optimizeIntervalMs();

    /** Requests at once: commits go one by one, the rest is reading. */
    @WithDefault("16")
    int connectionsMax();
  }

  /** How writes are committed, docs/adr/0001 and 0005. */
  interface Change {

    /**
     * Seconds the commit lease is held beyond an intent. Longer than a commit takes; after a crash
     * no instance can commit for this long.
     */
    @WithDefault("10")
    int leaseSeconds();

    /** Milliseconds after a commit in which only its instance can go on. */
    @WithDefault("200")
    int leaseGraceMs();

    /** Milliseconds the lease is kept although another instance waits for it. */
    @WithDefault("1000")
    int leaseHoldMs();

    /** Milliseconds a group waits for another instance to give the lease back. */
    @WithDefault("12000")
    int leaseWaitMs();

    /** Writes that may wait for a commit; more are refused with 503. */
    @WithDefault("2000")
    int waitingMax();

    /** Milliseconds a write waits for its commit to begin; then it is refused with 503. */
    @WithDefault("20000")
    int waitMs();

    /** Writes that share a commit: about 200 ms of TerminusDB's time. */
    @WithDefault("200")
    int groupWritesMax();

    /** Events, and so changed resources, of one commit; a single larger write is alone in its. */
    @WithDefault("1000")
    int groupEventsMax();

    /**
     * Bytes of the events of one commit, which is in memory some three times while it is stored: a
     * merge of 10,000 resources. A single larger write is refused.
     */
    @WithDefault("33554432")
    int groupBytesMax();

    /** Days an Idempotency-Key is remembered. */
    @WithDefault("7")
    int keyDays();

    /** Milliseconds between looks for intents that nobody settles. */
    @WithDefault("2000")
    int reconcileIntervalMs();

    /** Milliseconds between deletions of a batch of expired Idempotency-Keys. */
    @WithDefault("10000")
    int forgetKeysIntervalMs();
  }

  /** How confirmed events reach the stream. */
  interface Outbox {

    /** Events published at a time, many in flight: the throughput levels off at 500. */
    @WithDefault("500")
    int batchMax();

    /** Bytes of a batch at most, or one event: it is in memory some four times. */
    @WithDefault("8388608")
    int batchBytesMax();

    /** Milliseconds to the next look after an empty one; a commit in the same process wakes up. */
    @WithDefault("50")
    int pollIntervalMsMin();

    /** Milliseconds between looks when nothing has come for a while. */
    @WithDefault("1000")
    int pollIntervalMsMax();

    /** Milliseconds to the next try after a failure; doubles with each. */
    @WithDefault("100")
    int retryDelayMsMin();

    /** Milliseconds between tries at most. */
    @WithDefault("10000")
    int retryDelayMsMax();

    /** Seconds a lease on partitions lasts; after a crash they rest for this long. */
    @WithDefault("10")
    int leaseSeconds();

    /** Milliseconds between renewals of those leases. */
    @WithDefault("2000")
    int shareIntervalMs();

    /** Milliseconds between questions for receipts when there is nothing to ask. */
    @WithDefault("1000")
    int receiptIntervalMs();

    /** Seconds after which a published event the audit service does not know is published again. */
    @WithDefault("60")
    int overdueSeconds();

    /** Days abandoned intents are kept. */
    @WithDefault("7")
    int abandonedDays();

    /** Milliseconds between deletions of a batch of them. */
    @WithDefault("60000")
    int forgetIntervalMs();

    /** Seconds the oldest event may wait before health calls the outbox degraded. */
    @WithDefault("30")
    int degradedAgeSeconds();

    /** Milliseconds between measurements of the backlog. */
    @WithDefault("2000")
    int measureIntervalMs();
  }

  /** What events show. */
  interface Events {

    /** Fields of resources whose values no event shows, at any depth. */
    Optional<Set<String>> maskedFields();

    /**
     * Bytes of an event, which shows a resource before and after; a larger change is refused. NATS
     * takes 1 MiB, headers and what the commit adds included.
     */
    @WithDefault("1000000")
    int bytesMax();

    /**
     * Requests without a good token that are an event of their own, in a window: a stranger can add
     * no more than this and one, which tells how many others there were.
     */
    @WithDefault("30")
    int failedAttemptsEventsMax();

    /** Milliseconds of such a window. */
    @WithDefault("60000")
    int failedAttemptsWindowMs();
  }

  /** Branch states in memory and in Redis. */
  interface Cache {

    /** States kept, the heads of the branches among them. */
    @WithDefault("16")
    int statesMax();

    /**
     * Resources of all states kept, beyond the newest: an object type of ten properties takes about
     * 15 KB, so this is a quarter of the heap.
     */
    @WithDefault("5000")
    int resourcesMax();

    /** Milliseconds a head is believed without a look at Redis or TerminusDB. */
    @WithDefault("100")
    int headRecheckMs();

    /** Milliseconds a head stays in Redis. */
    @WithDefault("2000")
    int headTtlMs();

    /** Seconds a state stays in Redis after it was written: for a restart within the hour. */
    @WithDefault("3600")
    int valueTtlSeconds();

    /** Bytes of a value, compressed, at most: 40,000 object types of 10 properties. */
    @WithDefault("16777216")
    int valueBytesMax();

    /** Milliseconds to wait for a state out of Redis; TerminusDB would take as many seconds. */
    @WithDefault("1000")
    int valueTimeoutMs();

    /** Milliseconds between whole states of a branch; in between each commit is a step. */
    @WithDefault("10000")
    int shareIntervalMs();

    /** Steps followed from a commit to a state: twice as many as commits in the interval above. */
    @WithDefault("500")
    int stepsMax();
  }

  /** Where events are published. */
  interface Nats {

    @WithDefault("nats://127.0.0.1:14222")
    String url();
  }

  /** Cache, sessions, revoked tokens and rate limits; all goes on in some way without it. */
  interface Redis {

    /** With its password, so without a default. */
    Optional<String> url();

    /** Milliseconds to wait for an answer; after it one goes on without Redis. */
    @WithDefault("250")
    int timeoutMs();

    /** Milliseconds Redis is left alone after a failure. */
    @WithDefault("1000")
    int pauseMs();
  }

  /** The audit service, asked for receipts. */
  interface Audit {

    @WithDefault("http://127.0.0.1:18001")
    URI url();

    /** A token of role service_account with audience {@code audit}. */
    Optional<String> token();
  }

  /** Schema freezes. Seconds are also how long a lock lasts when its owner asks for no time. */
  interface Locks {

    /** 4 hours: a full index of a large ontology is built over night, in parts. */
    @WithDefault("14400")
    int indexingSecondsMax();

    /** 1 hour: a service window. */
    @WithDefault("3600")
    int maintenanceSecondsMax();

    /** 6 hours: objects are moved to a new schema. */
    @WithDefault("21600")
    int migrationSecondsMax();

    /** 2 hours: a consistent copy of all stores. */
    @WithDefault("7200")
    int backupSecondsMax();

    /** 24 hours: what a person froze and maybe forgot. */
    @WithDefault("86400")
    int manualSecondsMax();

    /** Milliseconds between looks for expired locks; they freeze nothing from their expiry on. */
    @WithDefault("5000")
    int expiryIntervalMs();
  }

  /** Server sessions, in Redis. */
  interface Session {

    /** Seconds without a request after which a session ends: half an hour away from the desk. */
    @WithDefault("1800")
    int idleSecondsMax();

    /**
     * Seconds after which a session ends whatever is done: a working day. Never after its token.
     */
    @WithDefault("43200")
    int absoluteSecondsMax();

    /** Whether browsers send the cookie over TLS only; false for development over http. */
    @WithDefault("true")
    boolean secureCookie();
  }

  /** What is done with a token when nobody can say whether it is revoked. */
  enum WhenUnknown {
    /** 503: a revoked token is never accepted. */
    REFUSE,
    /** The service goes on; a revoked token may be accepted meanwhile. */
    ACCEPT
  }

  /** Tokens that are refused before they expire. */
  interface Revocation {

    /** Milliseconds a token found good is believed so: for so long after a revocation it works. */
    @WithDefault("1000")
    int recheckMs();

    /** Tokens found good that are remembered; the others are looked up at each request. */
    @WithDefault("10000")
    int knownMax();

    /** When neither Redis nor PostgreSQL answers. */
    @WithDefault("REFUSE")
    WhenUnknown whenUnknown();

    /** Milliseconds between looks whether Redis knows all revocations. */
    @WithDefault("2000")
    int restoreIntervalMs();

    /**
     * Seconds Redis is believed to know all. It is told again after half of them, in case it lost
     * one, and believed for as long again if PostgreSQL is away then.
     */
    @WithDefault("60")
    int trustSeconds();

    /** Seconds a token of the issuer lives at most, so how long a revocation is kept: a day. */
    @WithDefault("86400")
    int tokenLifetimeSecondsMax();

    /** Milliseconds between deletions of revocations whose token has expired. */
    @WithDefault("60000")
    int forgetIntervalMs();
  }

  /**
   * Requests a caller may make; a bucket of tokens each, shared by all instances. The defaults are
   * above what one instance can answer on small machines: they stop a runaway client of a large
   * deployment, not a busy one.
   */
  interface RateLimit {

    /** Requests of an actor a second, for as long as they like: 300 clients with 33 each. */
    @WithDefault("10000")
    int actorPerSecond();

    /** Requests of an actor at once: two seconds' worth. */
    @WithDefault("20000")
    int actorBurst();

    /** Requests without good credentials a second from one address. */
    @WithDefault("200")
    int ipPerSecond();

    /** The same at once: a page of an expired session that asks for all it shows. */
    @WithDefault("2000")
    int ipBurst();

    /** Requests for which Redis is asked once; at most a twentieth of a bucket. */
    @WithDefault("100")
    int portionRequests();

    /** Milliseconds in which such a portion has to be used. */
    @WithDefault("1000")
    int portionLifetimeMs();

    /** Callers remembered on an instance, about 200 bytes each; the least recent are forgotten. */
    @WithDefault("10000")
    int callersMax();
  }

  /** Pages of a list. */
  interface Lists {

    /** Items of a page when the caller names no limit. */
    @WithDefault("100")
    int limitDefault();

    /** Items of a page at most: about 1 MiB of object types with 20 properties. */
    @WithDefault("500")
    int limitMax();
  }

  /**
   * What a request body may hold; refused before anything is planned. The contract shows the
   * defaults, and what is set here is what holds.
   */
  interface Input {

    /** Bytes of a request body: a change set of 1,000 object types with 20 properties. */
    @WithDefault("4194304")
    int bodyBytesMax();

    /** Bytes up to which a body counts as small and is always let in. */
    @WithDefault("65536")
    int smallBodyBytesMax();

    /**
     * Bytes of all larger bodies in work at once, each of which takes some twenty times as much of
     * a heap of 256 MiB; the others wait unread. A single body is let in whatever its size.
     */
    @WithDefault("6291456")
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

    /** JSON nesting levels; a resource needs 8. */
    @WithDefault("32")
    int nestingDepthMax();

    /** Digits of a number; a decimal of 38 digits and its exponent fit. */
    @WithDefault("64")
    int numberLengthMax();

    /** Operations of a change set: one commit and one event for each resource. */
    @WithDefault("1000")
    int changeSetOperationsMax();

    /** Properties of an object type or interface. */
    @WithDefault("500")
    int propertiesMax();
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
    @WithDefault("18778")
    int port();

    /** Who may ask it. */
    @WithDefault("jolokia")
    String user();

    /** The user's password. */
    Optional<String> password();
  }
}
