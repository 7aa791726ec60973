// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.BranchStates;
import org.oms.ontology.resource.Cursor;
import org.oms.ontology.resource.Pages;
import org.oms.ontology.resource.PropertyTag;
import org.oms.ontology.resource.ResourceDiff;
import org.oms.ontology.resource.ResourceForms;
import org.oms.ontology.resource.RidSequence;

/** The operations on branches: what each request asks. */
@ApplicationScoped
@Unremovable
public class Branches {

  private final BranchRecords records;
  private final BranchStates states;
  private final ResourceForms forms;
  private final OmsConfig config;
  private final SecureRandom random = new SecureRandom();

  @Inject
  public Branches(
      BranchRecords records, BranchStates states, ResourceForms forms, OmsConfig config) {
    this.records = records;
    this.states = states;
    this.forms = forms;
    this.config = config;
  }

  /** One page of branches, by name. */
  public Answer list(ApiRequest request) {
    String query = Pages.query(request);
    String after =
        request.query("cursor").map(text -> Cursor.of(query, text)).map(Cursor::key).orElse("");
    String text = request.query("q").orElse("").toLowerCase(Locale.ROOT);
    int limit = request.query("limit").map(Integer::parseInt).orElse(config.lists().limitDefault());
    List<BranchRecord> found =
        records.all().values().stream()
            .filter(branch -> branch.name().compareTo(after) > 0)
            .filter(branch -> branch.name().toLowerCase(Locale.ROOT).contains(text))
            .limit(limit + 1L)
            .toList();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode items = body.putArray("items");
    found.stream().limit(limit).forEach(branch -> items.add(branch.json()));
    Optional<Cursor> next =
        found.size() <= limit
            ? Optional.empty()
            : Optional.of(new Cursor(query, found.get(limit - 1).name(), ""));
    return Pages.answer(request, body, next, PropertyTag.digest(items.toString()));
  }

  public Answer get(ApiRequest request) {
    BranchRecord record = record(request.pathParameter("branch"));
    ObjectNode body = record.json().put("head", states.head(record.name()).commit());
    return new Answer(200, Map.of(), body);
  }

  public CreateBranch create(ApiRequest request) {
    JsonNode body = request.body();
    return new CreateBranch(
        request.context(),
        body.path("name").asText(),
        body.path("from").asText("main"),
        request.path());
  }

  public DeleteBranch delete(ApiRequest request) {
    return new DeleteBranch(request.context(), request.pathParameter("branch"));
  }

  /** What has to change on the target to make it equal to the branch. */
  public Answer diff(ApiRequest request) {
    BranchState branch = states.head(record(request.pathParameter("branch")).name());
    BranchState target = states.head(record(request.query("target").orElseThrow()).name());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("branch", branch.branch());
    body.put("target", target.branch());
    body.put("branchCommit", branch.commit());
    body.put("targetCommit", target.commit());
    ResourceDiff.between(target, branch).forEach(body.putArray("changes")::add);
    return new Answer(200, Map.of(), body);
  }

  public MergeWrite merge(ApiRequest request) {
    String source = record(request.pathParameter("branch")).name();
    String target = record(request.body().path("target").asText()).name();
    if (source.equals(target)) {
      throw new ProblemException(
          Problem.of("merge-with-itself", "Nothing to merge", 422, "Source and target are one."));
    }
    List<Resolution> resolutions = new ArrayList<>();
    for (JsonNode written : request.body().path("resolutions")) {
      resolutions.add(Resolution.of(written));
    }
    return new MergeWrite(
        request.context(),
        states.head(source),
        target,
        Optional.of(request.body().path("message").asText()).filter(text -> !text.isEmpty()),
        resolutions,
        new MergeBase(records.all(), states),
        RidSequence.of(request.receivedAt(), random),
        forms,
        request.isDryRun());
  }

  private BranchRecord record(String name) {
    return Optional.ofNullable(records.all().get(name))
        .orElseThrow(() -> new ProblemException(Problem.branchNotFound(name)));
  }
}
