// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.branch;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.Stream;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.Answer;
import org.oms.ontology.request.ApiRequest;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.BranchStates;
import org.oms.ontology.resource.Cursor;
import org.oms.ontology.resource.Pages;
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
  private final BranchLog log;
  private final OmsConfig config;
  private final SecureRandom random = new SecureRandom();

  @Inject
  public Branches(
      BranchRecords records,
      BranchStates states,
      ResourceForms forms,
      BranchLog log,
      OmsConfig config) {
    this.records = records;
    this.log = log;
    this.states = states;
    this.forms = forms;
    this.config = config;
  }

  /** One page of branches, by name. */
  public Answer list(ApiRequest request) {
    String from = Pages.cursor(request).map(Cursor::key).orElse("");
    String text = request.query("q").orElse("").toLowerCase(Locale.ROOT);
    int limit = Pages.limit(request, config.lists());
    List<BranchRecord> found =
        records.all().values().stream()
            .filter(branch -> branch.name().compareTo(from) >= 0)
            .filter(branch -> branch.name().toLowerCase(Locale.ROOT).contains(text))
            .limit(limit + 1L)
            .toList();
    return marked(Pages.answer(request, limit, found, BranchRecord::json, BranchRecord::name));
  }

  /** One page of a branch's commits, newest first. */
  public Answer commits(ApiRequest request) {
    String branch = record(request.pathParameter("branch")).name();
    int limit = Pages.limit(request, config.lists());
    List<BranchCommit> found =
        Pages.cursor(request)
            .map(cursor -> log.from(cursor.key(), limit + 1))
            .orElseGet(() -> log.newest(branch, limit + 1));
    return Pages.answer(request, limit, found, BranchCommit::json, BranchCommit::id);
  }

  public Answer get(ApiRequest request) {
    BranchRecord record = record(request.pathParameter("branch"));
    ObjectNode body = record.json().put("head", states.head(record.name()).commit());
    return marked(new Answer(200, Map.of(), body), record.name());
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
    return marked(new Answer(200, Map.of(), body), branch.branch(), target.branch());
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

  /** Says so when one of these heads, or which branches there are, may be old. */
  private Answer marked(Answer answer, String... branches) {
    boolean stale = records.stale() || Stream.of(branches).anyMatch(states::stale);
    return stale ? answer.stale() : answer;
  }

  private BranchRecord record(String name) {
    return Optional.ofNullable(records.all().get(name))
        .orElseThrow(() -> new ProblemException(Problem.branchNotFound(name)));
  }
}
