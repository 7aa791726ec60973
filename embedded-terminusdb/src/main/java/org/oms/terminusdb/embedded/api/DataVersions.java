// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.util.regex.Pattern;
import org.oms.terminusdb.embedded.Refusal;

/** The header that says which version of the data a caller means. */
final class DataVersions {

  private static final Pattern FORM =
      Pattern.compile("(branch|commit):[0-9a-z]{31}|(repo|meta|system):[0-9a-f/]{40,81}");

  private DataVersions() {}

  /** Refuses a call that means another version than this one. */
  static void require(Call call, String actual) {
    String requested = call.header("terminusdb-data-version").orElse(actual);
    if (!FORM.matcher(requested).matches()) {
      throw Refusal.failure(
          "Bad data version: " + requested, "api:BadDataVersion", "api:data_version", requested);
    }
    if (!requested.equals(actual)) {
      throw Refusal.failure(
          "Requested data version in header does not match actual data version.",
          "api:DataVersionMismatch",
          "api:actual_data_version",
          actual,
          "api:requested_data_version",
          requested);
    }
  }
}
