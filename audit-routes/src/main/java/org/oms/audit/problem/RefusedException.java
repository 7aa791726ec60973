// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.problem;

import java.util.List;

/** A request that can't be served, for a reason the caller is told. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemKind kind;
  private final transient List<Violation> violations;

  public RefusedException(ProblemKind kind, String detail, List<Violation> violations) {
    super(detail);
    this.kind = kind;
    this.violations = List.copyOf(violations);
  }

  public RefusedException(ProblemKind kind, String detail) {
    this(kind, detail, List.of());
  }

  /** A bad parameter or field: 400 with one violation. */
  public static RefusedException invalid(String pointer, String code, String message) {
    return new RefusedException(
        ProblemKind.BAD_REQUEST, message, List.of(Violation.of(pointer, code, message)));
  }

  public ProblemKind kind() {
    return kind;
  }

  public List<Violation> violations() {
    return violations;
  }
}
