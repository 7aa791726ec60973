// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

/** A GraphQL query that can't be read or asks for what is not there; TerminusDB answers it 200. */
public final class GraphqlSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  GraphqlSyntaxException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
