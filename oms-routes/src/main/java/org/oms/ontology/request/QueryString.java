// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;

/** Percent-encoding, read strictly: what is no UTF-8 is refused, not replaced. */
final class QueryString {

  private QueryString() {}

  static Map<String, List<String>> parsed(String query) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        found
            .computeIfAbsent(decoded(name, true), any -> new ArrayList<>())
            .add(decoded(value, true));
      }
    }
    return found;
  }

  static String decoded(String text, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.write(octet(raw, i));
        i += 2;
      } else {
        bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static int octet(byte[] raw, int at) {
    int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
    int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw malformed();
    }
    return high * 16 + low;
  }

  private static ProblemException malformed() {
    return new ProblemException(
        Problem.of(
            "url-malformed",
            "The URL is malformed",
            400,
            "Percent-encoding of UTF-8 is expected."));
  }
}
