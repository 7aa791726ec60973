// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.oms.terminusdb.embedded.Json;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param headers beside length and connection
 * @param body bytes; nothing of it is sent on HEAD
 * @param isStreamed whether it goes out in chunks, as TerminusDB sends documents
 * @param closes whether the connection ends with it, as TerminusDB does after an HTML page
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes of the wire: never compared, never changed.
public record Reply(
    int status, Map<String, String> headers, byte[] body, boolean isStreamed, boolean closes) {

  static final String JSON = "application/json; charset=UTF-8";

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String DATA_VERSION = "TerminusDB-Data-Version";

  static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0], false, false);
  }

  static Reply ok() {
    Map<String, String> headers = Map.of(CONTENT_TYPE, "application/octets");
    return new Reply(200, headers, new byte[0], false, false);
  }

  static Reply json(int status, JsonNode body) {
    return json(status, JSON, body);
  }

  static Reply json(int status, String contentType, JsonNode body) {
    return new Reply(status, Map.of(CONTENT_TYPE, contentType), Json.bytes(body), false, false);
  }

  static Reply streamed(String contentType, byte[] body) {
    return new Reply(200, Map.of(CONTENT_TYPE, contentType), body, true, false);
  }

  static Reply noContent() {
    return empty(204);
  }

  /** An error page, with which TerminusDB's HTTP server ends the connection. */
  static Reply html(int status, String title, String heading, String message) {
    String page =
        """
        <!DOCTYPE html>
        <html>
        <head>
        <title>%d %s</title>

        <meta http-equiv="content-type" content="text/html; charset=UTF-8">

        </head>
        <body>

        <h1>%s</h1>

        <p>
        %s</p>

        <address>
        <a href="http://www.swi-prolog.org">SWI-Prolog</a> httpd at localhost
        </address>

        </body>
        </html>
        """
            .formatted(status, title, heading, message);
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    return new Reply(status, Map.of(CONTENT_TYPE, "text/html; charset=UTF-8"), body, false, true);
  }

  /** The same answer with the version of the data it is about. */
  Reply about(String dataVersion) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(DATA_VERSION, dataVersion);
    return new Reply(status, more, body, isStreamed, closes);
  }
}
