// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.Optional;

/**
 * One resource before and after: created when there is no before, deleted when there is no after.
 * Before and after have the same rid; the apiName may differ.
 *
 * @param event what the audit log will say of it
 */
public record ResourceChange(
    Optional<Resource> before, Optional<Resource> after, EventDraft event) {

  public Kind kind() {
    return after.or(() -> before).orElseThrow().kind();
  }

  public String rid() {
    return after.or(() -> before).orElseThrow().rid();
  }
}
