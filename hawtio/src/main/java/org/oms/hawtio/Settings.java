// SPDX-License-Identifier: Apache-2.0
package org.oms.hawtio;

/** Settings, all from the environment. */
final class Settings {

  private Settings() {}

  /** A setting that has no default because it is a secret or names who holds one. */
  static String required(String variable) {
    String value = optional(variable, "");
    if (value.isEmpty()) {
      throw new IllegalStateException("Set " + variable + ": nobody gets in without it.");
    }
    return value;
  }

  static String optional(String variable, String otherwise) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? otherwise : value;
  }
}
