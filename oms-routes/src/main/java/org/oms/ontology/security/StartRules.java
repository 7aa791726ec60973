// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * With which secrets the service may start: every one is set, and none that everybody knows, nor a
 * shared one for tokens, unless {@code OMS_DEVELOPMENT=true} says that this is no production.
 */
@ApplicationScoped
public class StartRules {

  private static final Logger LOG = Logger.getLogger(StartRules.class);

  private static final String AUDIT_TOKEN = "oms.audit.token";

  private static final List<String> NEEDED =
      List.of(
          "oms.postgres.password",
          "oms.terminusdb.password",
          "oms.redis.url",
          AUDIT_TOKEN,
          "oms.jwt.issuer");

  /** Not needed, and whoever knows it can stop routes. */
  private static final String JOLOKIA = "oms.jolokia.password";

  private static final String SECRET = "oms.jwt.secret";
  private static final String PUBLIC_KEY = "oms.jwt.public-key-location";

  /** Parts of the development stack's passwords and of the defaults of the parts. */
  private static final Set<String> KNOWN =
      Set.of("oms123", "admin123", "redis123", "postgres123", "jolokia123", "development-only");

  private final Config config;
  private final boolean development;

  @Inject
  public StartRules(Config config) {
    this.config = config;
    this.development = config.getOptionalValue("oms.development", Boolean.class).orElse(false);
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
      LOG.warn("OMS_DEVELOPMENT is true: known passwords and shared secrets are accepted.");
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
                        + " OMS_DEVELOPMENT=true where this is no production."),
            keys().stream(),
            sharedToken().stream())
        .flatMap(sentences -> sentences)
        .toList();
  }

  private Optional<String> keys() {
    if (value(SECRET).isPresent() && !development) {
      return Optional.of(
          variable(SECRET)
              + " makes tokens that every service could sign (HS256): set "
              + variable(PUBLIC_KEY)
              + " to the issuer's keys, or OMS_DEVELOPMENT=true where this is no production.");
    }
    return value(SECRET).isEmpty() && value(PUBLIC_KEY).isEmpty()
        ? Optional.of(variable(PUBLIC_KEY) + " is not set.")
        : Optional.empty();
  }

  /** In production the audit service takes no such token; one that is in a file here is public. */
  private Optional<String> sharedToken() {
    return value(AUDIT_TOKEN)
        .filter(token -> !development && isSignedByHs256(token))
        .map(
            token ->
                variable(AUDIT_TOKEN)
                    + " is signed with a shared secret (HS256): set one of the issuer, or"
                    + " OMS_DEVELOPMENT=true where this is no production.");
  }

  private static boolean isSignedByHs256(String token) {
    try {
      return SignedJWT.parse(token).getHeader().getAlgorithm().equals(JWSAlgorithm.HS256);
    } catch (ParseException e) {
      return false;
    }
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
