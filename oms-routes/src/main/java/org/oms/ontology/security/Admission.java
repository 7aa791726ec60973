// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.security;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.oms.ontology.ratelimit.RateLimits;
import org.oms.ontology.request.ApiRequest;

/** Finds out who asks, and whether they ask too often. */
@ApplicationScoped
@Unremovable
public class Admission {

  private final Access access;
  private final RateLimits limits;

  @Inject
  public Admission(Access access, RateLimits limits) {
    this.access = access;
    this.limits = limits;
  }

  /** The request with its caller known. */
  public ApiRequest identify(ApiRequest request) {
    return limits.admit(request, access::identify);
  }
}
