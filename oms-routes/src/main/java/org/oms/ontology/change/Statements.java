// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.List;
import java.util.Map;

/** The SQL statements, each one a route of the same name. */
@FunctionalInterface
public interface Statements {

  /**
   * Runs one statement in a transaction of its own.
   *
   * @return its rows
   * @throws PostgresException when it failed; whether it was carried out may be unknown
   */
  List<Map<String, Object>> run(String name, Map<String, Object> parameters);

  /** PostgreSQL did not answer, or refused. */
  final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean badValue;

    public PostgresException(Throwable cause, boolean badValue) {
      super(cause.toString(), cause);
      this.badValue = badValue;
    }

    /** The statement was refused for a value in it (SQLSTATE class 22 or 23): nothing was done. */
    public boolean badValue() {
      return badValue;
    }
  }
}
