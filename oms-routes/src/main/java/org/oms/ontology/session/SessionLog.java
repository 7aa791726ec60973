// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import java.util.List;
import org.oms.ontology.request.RequestContext;

/**
 * What is kept of sessions and tokens for good: their events, and which tokens are revoked. Each
 * method ends with {@code postgres-unavailable} (503) when it can't be kept or asked.
 */
public interface SessionLog {

  void loggedIn(RequestContext context, Session session);

  void loggedOut(RequestContext context, Session session);

  /** The revocation with its event; nothing when the token is revoked already. */
  void revoked(RequestContext context, Revocation revocation);

  boolean isRevoked(String tokenId);

  /** All revocations of tokens that have not expired. */
  List<Revocation> revocations();
}
