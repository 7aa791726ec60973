// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.util.List;
import org.oms.terminusdb.embedded.Refusal;

/**
 * The database, and what of it, that a path or origin names.
 *
 * @param organization the first segment
 * @param database the second
 * @param kind what of the database
 * @param name of the branch or commit
 */
record ResourcePath(String organization, String database, Kind kind, String name) {

  /** What a path can lead to. */
  enum Kind {
    BRANCH,
    COMMIT,
    COMMITS
  }

  private static final String MAIN = "main";

  static ResourcePath of(List<String> segments) {
    String path = String.join("/", segments);
    if (segments.size() < 2) {
      throw Refusal.failure(
          "Resource path invalid: " + path, "api:InvalidResourcePath", "api:resource_path", path);
    }
    String organization = segments.get(0);
    String database = segments.get(1);
    String rest =
        segments.size() == 2 ? "" : String.join("/", segments.subList(2, segments.size()));
    if (rest.isEmpty() || rest.equals("local")) {
      return new ResourcePath(organization, database, Kind.BRANCH, MAIN);
    }
    if (rest.equals("local/_commits")) {
      return new ResourcePath(organization, database, Kind.COMMITS, "");
    }
    if (segments.size() == 5 && rest.startsWith("local/branch/")) {
      return new ResourcePath(organization, database, Kind.BRANCH, segments.get(4));
    }
    if (segments.size() == 5 && rest.startsWith("local/commit/")) {
      return new ResourcePath(organization, database, Kind.COMMIT, segments.get(4));
    }
    throw Refusal.failure(
        "Invalid absolute resource descriptor: '" + path + "'",
        "api:BadAbsoluteDescriptor",
        "api:absolute_descriptor",
        path);
  }

  /** The full path. */
  String descriptor() {
    String prefix = organization + "/" + database + "/local/";
    return switch (kind) {
      case BRANCH -> prefix + "branch/" + name;
      case COMMIT -> prefix + "commit/" + name;
      case COMMITS -> prefix + "_commits";
    };
  }
}
