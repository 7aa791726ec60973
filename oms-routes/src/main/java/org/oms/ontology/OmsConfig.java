// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/**
 * Every setting of the ontology service. The environment sets them by name ({@code OMS_HTTP_PORT}
 * is {@code oms.http.port}); an {@code oms.*} property in a file that is not declared here fails
 * the start. Secrets have no default outside the dev and test profiles.
 */
@ConfigMapping(prefix = "oms")
public interface OmsConfig {

  Http http();

  Jwt jwt();

  Postgres postgres();

  TerminusDb terminusdb();

  Nats nats();

  Redis redis();

  Audit audit();

  Lists lists();

  Input input();

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

    /** PEM file, JWK set file or JWKS URL with the issuer's RS256 keys. */
    Optional<String> publicKeyLocation();

    /** The only accepted {@code iss}. */
    String issuer();

    /** The {@code aud} a token must name. */
    @WithDefault("oms")
    String audience();
  }

  /** The outbox, idempotency keys and resource history. */
  interface Postgres {

    @WithDefault("jdbc:postgresql://127.0.0.1:15432/audit_db")
    String url();

    @WithDefault("oms")
    String user();

    String password();
  }

  /** Where the ontology lives. */
  interface TerminusDb {

    @WithDefault("http://127.0.0.1:16363")
    URI url();

    @WithDefault("admin")
    String user();

    String password();
  }

  /** Where events are published. */
  interface Nats {

    @WithDefault("nats://127.0.0.1:14222")
    String url();
  }

  /** The cache of branch heads. */
  interface Redis {

    /** With its password, so without a default. */
    String url();
  }

  /** The audit service, asked for receipts. */
  interface Audit {

    @WithDefault("http://127.0.0.1:18001")
    URI url();

    /** A token of role service_account with audience {@code audit}. */
    String token();
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

  /** What a request body may hold; refused before anything is planned. */
  interface Input {

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
}
