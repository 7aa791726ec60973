// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.security;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * With which secrets the service may start: every one is set, and none that everybody knows, nor a
 * shared one for tokens, unless {@code AUDIT_DEVELOPMENT=true} says that this is no production.
 */
@ApplicationScoped
public class StartRules {

  private static final Logger LOG = Logger.getLogger(StartRules.class);

  private static final List<String> NEEDED =
      List.of(
          "audit.postgres.password",
          "audit.postgres.owner-password",
          "audit.ledger.signing-key",
          "audit.jwt.issuer");

  /** Not needed, and whoever knows it can stop routes. */
  private static final String JOLOKIA = "audit.jolokia.password";

  private static final String SECRET = "audit.jwt.secret";
  private static final String PUBLIC_KEY = "audit.jwt.public-key-location";

  /** Parts of the development stack's passwords and of the defaults of the parts, and its keys. */
  private static final Set<String> KNOWN =
      Set.of(
          "audit123",
          "audit_owner123",
          "postgres123",
          "jolokia123",
          "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g",
          "MC4CAQAwBQYDK2VwBCIEIK9MZhGpXbVoN2GMc/Fe/F68gHLyAkY24StU6WN+0SCL");

  private final Config config;
  private final boolean development;

  public StartRules(Config config) {
    this.config = config;
    this.development = config.getOptionalValue("audit.development", Boolean.class).orElse(false);
  }

  /**
   * Ends a start that must not be.
   *
   * @throws ConfigurationException with the sentences; nothing else is printed of it
   */
  public void check() {
    List<String> objections = objections();
    if (!objections.isEmpty()) {
      throw new ConfigurationException(String.join(System.lineSeparator(), objections));
    }
    if (development) {
      LOG.warn("AUDIT_DEVELOPMENT is true: known passwords and shared secrets are accepted.");
    }
  }

  /** Why the service must not start, one sentence each; empty when it may. */
  List<String> objections() {
    Stream<String> missing = NEEDED.stream().filter(name -> value(name).isEmpty());
    Stream<String> known =
        Stream.concat(NEEDED.stream(), Stream.of(JOLOKIA))
            .filter(name -> !development && isKnown(name));
    return Stream.of(
            missing.map(name -> variable(name) + " is not set."),
            known.map(
                name ->
                    variable(name)
                        + " has a value that everybody knows: set another, or"
                        + " AUDIT_DEVELOPMENT=true where this is no production."),
            keys().stream())
        .flatMap(sentences -> sentences)
        .toList();
  }

  private Optional<String> keys() {
    if (value(SECRET).isPresent() && !development) {
      return Optional.of(
          variable(SECRET)
              + " makes tokens that every service could sign (HS256): set "
              + variable(PUBLIC_KEY)
              + " to the issuer's keys, or AUDIT_DEVELOPMENT=true where this is no production.");
    }
    return value(SECRET).isEmpty() && value(PUBLIC_KEY).isEmpty()
        ? Optional.of(variable(PUBLIC_KEY) + " is not set.")
        : Optional.empty();
  }

  private boolean isKnown(String name) {
    return value(name).filter(value -> KNOWN.stream().anyMatch(value::contains)).isPresent();
  }

  private Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  /** The environment's name of a setting. */
  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
