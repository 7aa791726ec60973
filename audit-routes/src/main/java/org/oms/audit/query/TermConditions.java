// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.oms.audit.AuditConfig;
import org.oms.audit.search.SearchWords;

/** What each term of the query language asks of an event. */
@ApplicationScoped
public class TermConditions {

  /** Fields with a column of their own; the names are those of the API's filters. */
  private static final Set<String> COLUMNS =
      Set.of(
          "actor",
          "action",
          "resourceType",
          "resourceId",
          "resourceName",
          "branch",
          "commit",
          "errorCode",
          "tenant",
          "requestId",
          "correlationId",
          "classification",
          "tag",
          "changes.fieldsChanged");

  /** Free parts of an event, whose keys are the sender's. */
  private static final Pattern FREE_PATH =
      Pattern.compile("(metadata|changes\\.before|changes\\.after)(\\.[A-Za-z0-9_-]+)+");

  /** A query is a sentence, not a document. */
  private static final int WORDS_MAX = 50;

  private final Conditions conditions;
  private final int termsMax;

  TermConditions(Conditions conditions, AuditConfig config) {
    this.conditions = conditions;
    this.termsMax = config.query().termsMax();
  }

  List<Condition> of(String q) {
    List<Condition> result = new ArrayList<>();
    for (Term term : QueryParser.parse(q, termsMax)) {
      Condition condition = of(term);
      result.add(term.excluded() ? conditions.except(condition) : condition);
    }
    return result;
  }

  private Condition of(Term term) {
    if (term.field() == null) {
      return words(term);
    }
    if (COLUMNS.contains(term.field())) {
      return conditions.matches(term.field(), term.value(), term.prefix());
    }
    if (term.field().equals("success")) {
      return success(term);
    }
    if (FREE_PATH.matcher(term.field()).matches()) {
      List<String> path = List.of(("data." + term.field()).split("\\."));
      return conditions.matchesAt(path, term.value(), term.prefix());
    }
    throw QueryParser.refused(
        term.position(),
        "unknown-field",
        "There is no field " + term.field() + "; quote the term if it is text.");
  }

  private Condition words(Term term) {
    SearchWords words = new SearchWords(WORDS_MAX);
    words.add(term.value());
    return words
        .query(term.prefix())
        .map(query -> conditions.named("words", query))
        .orElseThrow(
            () ->
                QueryParser.refused(
                    term.position(), "no-word", "There is no letter, digit or symbol in it."));
  }

  private Condition success(Term term) {
    if (term.prefix() || !Set.of("true", "false").contains(term.value())) {
      throw QueryParser.refused(term.position(), "not-a-boolean", "Say success:true or :false.");
    }
    return conditions.named("success." + term.value());
  }
}
