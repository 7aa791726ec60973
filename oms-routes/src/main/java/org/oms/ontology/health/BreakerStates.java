// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/**
 * The circuit breakers {@code terminusdb}, {@code nats} and {@code audit}, for health and as {@code
 * oms_circuit_breaker_state}: 0 closed, 1 half-open, 2 open.
 */
@Singleton
@Startup
public class BreakerStates {

  private static final List<String> NAMES = List.of("terminusdb", "nats", "audit");

  private final CircuitBreakerMaintenance breakers;

  @Inject
  public BreakerStates(CircuitBreakerMaintenance breakers, MeterRegistry registry) {
    this.breakers = breakers;
    for (String name : NAMES) {
      registry.gauge(
          "oms.circuit.breaker.state", Tags.of("name", name), this, states -> states.number(name));
    }
  }

  /** {@code closed}, {@code half_open} or {@code open}. */
  String of(String name) {
    return breakers.currentState(name).name().toLowerCase(Locale.ROOT);
  }

  private double number(String name) {
    CircuitBreakerState state = breakers.currentState(name);
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }
}
