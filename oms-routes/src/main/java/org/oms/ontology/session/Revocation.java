// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that is refused although it has not expired.
 *
 * @param tokenId its {@code jti}
 * @param expiresAt when it expires by itself; there is nothing to refuse after that
 */
public record Revocation(String tokenId, Instant expiresAt, Optional<String> reason) {}
