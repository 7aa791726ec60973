// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.util.ArrayList;
import java.util.List;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.RefusedException;
import org.oms.audit.problem.Violation;

/**
 * Reads the query language: {@code actor:kim action:object_type.* "free text" -branch:main}.
 *
 * <pre>
 * q     = { term }
 * term  = [ "-" ] [ field ":" ] value
 * field = letter { letter | digit | "." | "_" | "-" }
 * value = '"' { any | '\"' | '\\' } '"' | word [ "*" ]
 * </pre>
 */
final class QueryParser {

  private final String text;
  private final int termsMax;
  private int position;

  private QueryParser(String text, int termsMax) {
    this.text = text;
    this.termsMax = termsMax;
  }

  /**
   * The terms of a query.
   *
   * @throws RefusedException that names the position where the query goes wrong
   */
  static List<Term> parse(String text, int termsMax) {
    return new QueryParser(text, termsMax).terms();
  }

  private List<Term> terms() {
    List<Term> terms = new ArrayList<>();
    for (skipSpace(); position < text.length(); skipSpace()) {
      if (terms.size() == termsMax) {
        throw refused(position, "too-many-terms", "There are more than " + termsMax + " terms.");
      }
      terms.add(term());
    }
    if (terms.isEmpty()) {
      throw refused(0, "empty-query", "There is no term.");
    }
    return terms;
  }

  private Term term() {
    int start = position;
    boolean excluded = text.charAt(position) == '-';
    if (excluded) {
      position++;
    }
    String field = field();
    if (position == text.length() || Character.isWhitespace(text.charAt(position))) {
      throw refused(position, "missing-value", "A value is missing here.");
    }
    if (text.charAt(position) == '"') {
      return new Term(field, quoted(), false, excluded, start);
    }
    return word(field, excluded, start);
  }

  /** Null, and nothing is read, when no field begins here. */
  private String field() {
    int end = position;
    while (end < text.length() && isFieldCharacter(text.charAt(end))) {
      end++;
    }
    boolean isField =
        end > position
            && end < text.length()
            && text.charAt(end) == ':'
            && Character.isLetter(text.charAt(position));
    if (!isField) {
      return null;
    }
    String field = text.substring(position, end);
    position = end + 1;
    return field;
  }

  private String quoted() {
    int start = position++;
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char character = text.charAt(position++);
      if (character == '"') {
        return closed(value, start);
      }
      if (character == '\\' && position < text.length()) {
        character = text.charAt(position++);
      }
      value.append(character);
    }
    throw refused(start, "unclosed-quote", "The quote that begins here is not closed.");
  }

  private String closed(StringBuilder value, int start) {
    if (value.length() == 0) {
      throw refused(start, "missing-value", "There is nothing between the quotes.");
    }
    if (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
      throw refused(position, "missing-space", "A space is missing after the quote.");
    }
    return value.toString();
  }

  private Term word(String field, boolean excluded, int start) {
    int begin = position;
    while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
      if (text.charAt(position) == '"') {
        throw refused(position, "misplaced-quote", "A quote can only begin a value.");
      }
      position++;
    }
    String value = text.substring(begin, position);
    int star = value.indexOf('*');
    if (star < 0) {
      return new Term(field, value, false, excluded, start);
    }
    if (star == 0 || star < value.length() - 1) {
      throw refused(
          begin + star, "misplaced-asterisk", "An asterisk can only end a word; quote it else.");
    }
    return new Term(field, value.substring(0, star), true, excluded, start);
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isFieldCharacter(char character) {
    return Character.isLetterOrDigit(character)
        || character == '.'
        || character == '_'
        || character == '-';
  }

  static RefusedException refused(int position, String code, String message) {
    return new RefusedException(
        ProblemKind.BAD_REQUEST,
        "The query in q is not valid at position " + position + ". " + message,
        List.of(Violation.at(position, code, message)));
  }
}
