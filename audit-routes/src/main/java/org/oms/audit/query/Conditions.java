// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** Makes conditions from the fixed fragments of {@code sql/query/conditions.properties}. */
@ApplicationScoped
public class Conditions {

  private static final String FRAGMENTS = "/sql/query/conditions.properties";

  private final Properties fragments = new Properties();

  public Conditions() {
    try (Reader reader =
        new InputStreamReader(
            Conditions.class.getResourceAsStream(FRAGMENTS), StandardCharsets.UTF_8)) {
      fragments.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The column of the field has this value, or begins with it. */
  Condition matches(String field, String value, boolean prefix) {
    String sql = fragment(field + (prefix ? ".begins" : ".is"));
    int marks = (int) sql.chars().filter(character -> character == '?').count();
    return new Condition(sql, Collections.nCopies(marks, prefix ? pattern(value) : value));
  }

  /** The value at a path inside the event is this one, or begins with it. */
  Condition matchesAt(List<String> path, String value, boolean prefix) {
    return new Condition(
        fragment(prefix ? "path.begins" : "path.is"),
        List.of("{" + String.join(",", path) + "}", prefix ? pattern(value) : value));
  }

  /** A condition by its name, with its values in order. */
  Condition named(String name, Object... values) {
    return new Condition(fragment(name), List.of(values));
  }

  /** What the condition does not fit. */
  Condition except(Condition condition) {
    return new Condition(
        fragment("except").replace("{condition}", condition.sql()), condition.values());
  }

  String fragment(String name) {
    String sql = fragments.getProperty(name);
    if (sql == null) {
      throw new IllegalArgumentException("no condition " + name);
    }
    return sql;
  }

  private static String pattern(String prefix) {
    return prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
