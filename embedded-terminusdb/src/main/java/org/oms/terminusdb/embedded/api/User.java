// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** Who calls: the administrator, or anonymous, who may see nothing but {@code /api/info}. */
enum User {
  ADMIN("admin"),
  ANONYMOUS("anonymous");

  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  private final String shortName;

  User(String shortName) {
    this.shortName = shortName;
  }

  String iri() {
    return "terminusdb://system/data/User/" + shortName;
  }

  /**
   * The user of a call; empty when its credentials are wrong. No credentials, or garbled ones, are
   * anonymous's.
   */
  static Optional<User> of(Call call, String password) {
    String header = call.header("authorization").orElse("");
    if (header.startsWith(BEARER)) {
      return Optional.empty();
    }
    String credentials = header.startsWith(BASIC) ? decoded(header) : "";
    if (!credentials.contains(":")) {
      return Optional.of(ANONYMOUS);
    }
    byte[] expected = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
    byte[] given = credentials.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given) ? Optional.of(ADMIN) : Optional.empty();
  }

  private static String decoded(String header) {
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
