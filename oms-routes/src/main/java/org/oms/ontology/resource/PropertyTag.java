// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The strong entity tag of a property: of its rid and its content, so that a change to its owner's
 * other properties leaves it as it is.
 */
public final class PropertyTag {

  private PropertyTag() {}

  public static String of(ObjectNode property) {
    String rid = property.path("rid").asText();
    return "\"" + rid.substring(rid.length() - 12) + "-" + digest(property.toString()) + "\"";
  }

  /** The first 12 hex digits of a text's SHA-256. */
  public static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
