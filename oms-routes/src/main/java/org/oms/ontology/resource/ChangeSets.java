// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.oms.ontology.request.ApiRequest;

/** Reads change sets. */
@ApplicationScoped
@Unremovable
public class ChangeSets {

  private final ResourceForms forms;
  private final SecureRandom random = new SecureRandom();

  @Inject
  public ChangeSets(ResourceForms forms) {
    this.forms = forms;
  }

  public ChangeSet read(ApiRequest request) {
    List<ObjectNode> operations = new ArrayList<>();
    for (JsonNode operation : request.body().path("operations")) {
      operations.add((ObjectNode) operation);
    }
    return new ChangeSet(
        request.pathParameter("branch"),
        request.context(),
        List.copyOf(operations),
        RidSequence.of(request.receivedAt(), random),
        forms);
  }
}
