// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request and the answer a real TerminusDB 12.0.6 gave to it.
 *
 * @param title what it shows
 * @param method HTTP method
 * @param path with the query string
 * @param headers beside the usual ones
 * @param authorization the header; empty for none
 * @param body of the request
 * @param status of the answer
 * @param answerHeaders by lower-case name
 * @param answer body of the answer
 */
record Exchange(
    String title,
    String method,
    String path,
    Map<String, String> headers,
    Optional<String> authorization,
    Optional<String> body,
    int status,
    Map<String, String> answerHeaders,
    String answer) {

  private static final Pattern START = Pattern.compile("(?m)^### ");
  private static final Pattern FORM =
      Pattern.compile(
          "(?<title>[^\\n]*)\\n`(?<method>\\S+) (?<path>[^`]*)`"
              + "(?:  headers=(?<headers>\\{.*?\\}))?(?:  auth=(?<auth>[^\\n]*))?\\n"
              + "(?:> (?<body>.*?)\\n)?"
              + "< \\*\\*(?<status>\\d+)\\*\\* (?<answerHeaders>\\{[^\\n]*\\})\\n< (?<answer>.*)",
          Pattern.DOTALL);
  private static final Pattern HEADER =
      Pattern.compile("'([^']+)': (?:'([^']*)'|\"([^\"]*)\"|None)");

  /** The exchanges of a file, in the order in which they happened. */
  static List<Exchange> recorded(String file) {
    return START
        .splitAsStream(read("/terminusdb/" + file + ".txt"))
        .filter(part -> !part.isBlank())
        .map(Exchange::parse)
        .toList();
  }

  private static Exchange parse(String part) {
    Matcher matcher = FORM.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalStateException("not an exchange: " + part);
    }
    return new Exchange(
        matcher.group("title"),
        matcher.group("method"),
        matcher.group("path"),
        headers(matcher.group("headers")),
        authorization(matcher.group("auth")),
        Optional.ofNullable(matcher.group("body"))
            .map(each -> each.replaceFirst("^\\(raw\\) ", "")),
        Integer.parseInt(matcher.group("status")),
        lowerCased(headers(matcher.group("answerHeaders"))),
        matcher.group("answer").strip());
  }

  private static Optional<String> authorization(String recorded) {
    if (recorded == null) {
      return Optional.of(TerminusDb.ADMIN);
    }
    return recorded.strip().equals("None") ? Optional.empty() : Optional.of(recorded.strip());
  }

  private static Map<String, String> headers(String recorded) {
    Map<String, String> headers = new TreeMap<>();
    Matcher matcher = HEADER.matcher(recorded == null ? "" : recorded);
    while (matcher.find()) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      headers.put(matcher.group(1), value == null ? "" : value);
    }
    return headers;
  }

  private static Map<String, String> lowerCased(Map<String, String> headers) {
    Map<String, String> lowerCased = new TreeMap<>();
    headers.forEach((name, value) -> lowerCased.put(name.toLowerCase(Locale.ROOT), value));
    return lowerCased;
  }

  private static String read(String resource) {
    try (InputStream in = Exchange.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
