// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.oms.ontology.contract.Contract;
import org.oms.ontology.request.RequestContext;

/** Small ontologies to plan against, without any store. */
public final class Ontologies {

  public static final ResourceForms FORMS = new ResourceForms(new Contract());
  private static final Random RANDOM = new Random(7);

  private Ontologies() {}

  public static BranchState empty() {
    return new BranchState("main", "c0", 1, Map.of(), Map.of());
  }

  /** The branch after a change to it, as if it had been committed. */
  public static BranchState after(BranchState state, Kind kind, ResourceWrite.Change change) {
    return state.with(plan(state, kind, change));
  }

  public static Plan plan(BranchState state, Kind kind, ResourceWrite.Change change) {
    return new ResourceWrite(state.branch(), context(), kind, change, "/here", rids(), FORMS)
        .plan(state);
  }

  public static RidSequence rids() {
    return RidSequence.of(Instant.parse("2026-01-01T00:00:00Z"), RANDOM);
  }

  public static RequestContext context() {
    RequestContext.Actor kim =
        new RequestContext.Actor(
            "u-1",
            "kim",
            Optional.empty(),
            List.of("admin"),
            "default",
            false,
            Optional.empty(),
            Optional.empty());
    return new RequestContext(
        "r-1",
        Optional.empty(),
        Optional.empty(),
        kim,
        Instant.parse("2026-01-02T00:00:00Z"),
        Optional.empty());
  }

  public static ResourceWrite.Change create(String json) {
    return new ResourceWrite.Create(json(json));
  }

  public static ResourceWrite.Change patch(String apiName, String json) {
    return new ResourceWrite.Patch(apiName, json(json), any());
  }

  public static ResourceWrite.Change delete(String apiName, boolean cascade) {
    return new ResourceWrite.Delete(apiName, any(), cascade);
  }

  public static Precondition any() {
    return new Precondition(Optional.of("*"), "/If-Match");
  }

  /** JSON with single quotes. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
