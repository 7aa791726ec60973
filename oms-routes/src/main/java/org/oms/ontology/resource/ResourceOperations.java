// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;

/** The operations on one kind: what each request asks of a branch. */
public final class ResourceOperations {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Kind kind;
  private final BranchStates states;
  private final ResourceForms forms;
  private final OmsConfig.Lists limits;

  public ResourceOperations(
      Kind kind, BranchStates states, ResourceForms forms, OmsConfig.Lists limits) {
    this.kind = kind;
    this.states = states;
    this.forms = forms;
    this.limits = limits;
  }

  /** One page of a list. */
  public Answer list(ApiRequest request) {
    BranchState state = state(request);
    ResourceList list =
        new ResourceList(
            kind,
            request.query("q"),
            request.query("status"),
            request.query("visibility"),
            request.query("group"),
            request.query("sort").orElse("apiName"),
            limit(request));
    ResourceList.Page page = list.page(state, Pages.query(request), Pages.cursor(request));
    ObjectNode body = ResourceForm.object();
    ArrayNode items = body.putArray("items");
    page.items().forEach(resource -> items.add(resource.body()));
    return marked(request, Pages.answer(request, body, page.next(), state.commit()));
  }

  public Answer get(ApiRequest request) {
    Resource found = resource(request);
    return conditional(request, found.etag(), found.body());
  }

  public ResourceWrite create(ApiRequest request) {
    return write(request, new ResourceWrite.Create(request.object()));
  }

  public ResourceWrite replace(ApiRequest request) {
    return write(
        request,
        new ResourceWrite.Replace(apiName(request), request.object(), precondition(request)));
  }

  public ResourceWrite patch(ApiRequest request) {
    return write(
        request,
        new ResourceWrite.Patch(apiName(request), request.object(), precondition(request)));
  }

  public ResourceWrite delete(ApiRequest request) {
    return write(
        request,
        new ResourceWrite.Delete(apiName(request), precondition(request), request.flag("cascade")));
  }

  public Answer listProperties(ApiRequest request) {
    Resource owner = resource(request);
    ObjectNode body = ResourceForm.object();
    ArrayNode items = body.putArray("items");
    ResourceForm.properties(owner.body()).forEach(items::add);
    return conditional(request, owner.etag(), body);
  }

  public Answer getProperty(ApiRequest request) {
    String name = request.pathParameter("property");
    ObjectNode property =
        ResourceForm.properties(resource(request).body())
            .filter(candidate -> candidate.path("apiName").asText().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.resourceNotFound("property", name, "in " + apiName(request))));
    return conditional(request, PropertyTag.of(property), property);
  }

  public PropertyWrite createProperty(ApiRequest request) {
    return propertyWrite(request, new ResourceWrite.Create(request.object()));
  }

  public PropertyWrite replaceProperty(ApiRequest request) {
    String name = request.pathParameter("property");
    return propertyWrite(
        request, new ResourceWrite.Replace(name, request.object(), precondition(request)));
  }

  public PropertyWrite patchProperty(ApiRequest request) {
    String name = request.pathParameter("property");
    return propertyWrite(
        request, new ResourceWrite.Patch(name, request.object(), precondition(request)));
  }

  public PropertyWrite deleteProperty(ApiRequest request) {
    String name = request.pathParameter("property");
    return propertyWrite(request, new ResourceWrite.Delete(name, precondition(request), false));
  }

  /** What to ask resource_versions: newest first, one more than the page holds. */
  public Map<String, Object> historyQuestion(ApiRequest request) {
    long from = Pages.cursor(request).map(Cursor::number).orElse(Long.MAX_VALUE);
    return Map.of(
        "branch", request.pathParameter("branch"),
        "kind", kind.resourceType(),
        "apiName", apiName(request),
        "from", from,
        "limit", limit(request) + 1);
  }

  /** One page of revisions; unknown (404) when there never was such a resource. */
  public Answer history(ApiRequest request, List<Map<String, Object>> rows) {
    if (rows.isEmpty() && request.query("cursor").isEmpty()) {
      resource(request);
    }
    return Pages.answer(
        request, limit(request), rows, Revisions::json, row -> row.get("revision").toString());
  }

  private int limit(ApiRequest request) {
    return Pages.limit(request, limits);
  }

  private ResourceWrite write(ApiRequest request, ResourceWrite.Change change) {
    return new ResourceWrite(
        request.pathParameter("branch"),
        request.context(),
        kind,
        change,
        request.path(),
        RidSequence.of(request.receivedAt(), RANDOM),
        forms);
  }

  private PropertyWrite propertyWrite(ApiRequest request, ResourceWrite.Change change) {
    return new PropertyWrite(
        request.pathParameter("branch"),
        request.context(),
        kind,
        apiName(request),
        change,
        request.path(),
        RidSequence.of(request.receivedAt(), RANDOM),
        forms);
  }

  private BranchState state(ApiRequest request) {
    String branch = request.pathParameter("branch");
    // Asked for first in any case: a commit is found whatever branch it is looked for on.
    BranchState head = states.head(branch);
    return request.query("at").map(commit -> states.at(branch, commit)).orElse(head);
  }

  /** The resource a request is about. */
  private Resource resource(ApiRequest request) {
    return state(request).require(kind, apiName(request));
  }

  private static String apiName(ApiRequest request) {
    return request.pathParameter("apiName");
  }

  private static Precondition precondition(ApiRequest request) {
    return new Precondition(request.header("if-match"), "/If-Match");
  }

  private Answer conditional(ApiRequest request, String etag, ObjectNode body) {
    Map<String, String> headers = Map.of("ETag", etag);
    boolean known = new EntityTags(request.header("if-none-match")).contain(etag);
    return marked(
        request,
        known ? new Answer(304, headers, NullNode.getInstance()) : new Answer(200, headers, body));
  }

  /** Says so when the head that was asked may be old; a commit never is. */
  private Answer marked(ApiRequest request, Answer answer) {
    boolean stale = request.query("at").isEmpty() && states.stale(request.pathParameter("branch"));
    return stale ? answer.stale() : answer;
  }
}
