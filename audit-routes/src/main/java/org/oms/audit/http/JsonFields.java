// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.oms.audit.problem.RefusedException;

/** The fields of a body, each read as what it must be; null where there is none. */
public record JsonFields(ObjectNode body) {

  private static final int YEAR_MAX = 9999;

  /** A text without control characters. */
  public String text(String name, int charsMax) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    String text = value.textValue();
    boolean fits =
        text != null
            && !text.isBlank()
            && text.codePointCount(0, text.length()) <= charsMax
            && ApiText.isClean(text);
    if (!fits) {
      throw refused(name, "bad-text", "Give 1 to " + charsMax + " printable characters.");
    }
    return text;
  }

  /** A text that must be there. */
  public String requiredText(String name, int charsMax) {
    String text = text(name, charsMax);
    if (text == null) {
      throw refused(name, "missing", "The field is needed.");
    }
    return text;
  }

  /** A whole number that must be there. */
  public int requiredNumber(String name, int min, int max) {
    JsonNode value = body.path(name);
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    if (!fits || value.intValue() < min || value.intValue() > max) {
      throw refused(name, "out-of-range", "Give a whole number from " + min + " to " + max + ".");
    }
    return value.intValue();
  }

  /** One of these texts. */
  public String oneOf(String name, List<String> allowed) {
    String text = text(name, 100);
    if (text != null && !allowed.contains(text)) {
      throw refused(name, "not-allowed", "Give one of " + String.join(", ", allowed) + ".");
    }
    return text;
  }

  /** A list of texts of this form; empty when there is none. */
  public List<String> texts(String name, int itemsMax, Pattern form) {
    JsonNode value = body.path(name);
    List<String> texts = new ArrayList<>();
    if (value.isMissingNode() || value.isNull()) {
      return texts;
    }
    if (!value.isArray() || value.size() > itemsMax) {
      throw refused(name, "bad-list", "Give a list of at most " + itemsMax + " texts.");
    }
    for (JsonNode item : value) {
      if (!item.isTextual() || !form.matcher(item.textValue()).matches()) {
        throw refused(
            name + "/" + texts.size(), "bad-text", "The text must match " + form.pattern() + ".");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** A time with its offset. */
  public OffsetDateTime time(String name) {
    String text = text(name, 100);
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() >= 1 && time.getYear() < YEAR_MAX) {
        return time;
      }
    } catch (DateTimeException e) {
      // The same answer as for a year nobody can mean.
    }
    throw refused(name, "not-a-time", "The value must be a time like 2026-11-24T09:30:00Z.");
  }

  /** A refusal that points to the field. */
  public static RefusedException refused(String name, String code, String message) {
    return RefusedException.invalid("/" + name, code, message);
  }
}
