// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A database of one test, gone after it, with a guard and a class of resources. */
final class OwnDatabase implements AutoCloseable {

  private static final Map<String, Object> OPTIONAL_TEXT =
      Map.of("@type", "Optional", "@class", "xsd:string");
  private static final List<Map<String, Object>> SCHEMA =
      List.of(
          Map.of("@type", "Class", "@id", "Guard", "revision", "xsd:integer"),
          Map.of("@type", "Class", "@id", "Thing", "name", "xsd:string", "note", OPTIONAL_TEXT));

  private final TerminusDb server;
  private final String name;

  private OwnDatabase(TerminusDb server, String name) {
    this.server = server;
    this.name = name;
  }

  OwnDatabase(TerminusDb server) {
    this(server, "t" + UUID.randomUUID().toString().replace("-", ""));
    ok(server.send("POST", "/api/db/admin/" + name, Map.of("label", "contract")));
    ok(post("?graph_type=schema&author=t&message=schema", SCHEMA));
    ok(post("?author=t&message=guard", guard(1)));
  }

  /** The same database on a server that was started again. */
  OwnDatabase on(TerminusDb restarted) {
    return new OwnDatabase(restarted, name);
  }

  static Map<String, Object> thing(String id, String name) {
    return Map.of("@type", "Thing", "@id", "Thing/" + id, "name", name);
  }

  static Map<String, Object> guard(int revision) {
    return Map.of("@type", "Guard", "@id", "Guard/head", "revision", revision);
  }

  String path() {
    return "admin/" + name;
  }

  HttpResponse<String> post(String query, Object body) {
    return server.send("POST", "/api/document/" + path() + query, body);
  }

  HttpResponse<String> put(String query, Object body) {
    return server.send("PUT", "/api/document/" + path() + query, body);
  }

  HttpResponse<String> get(String rest) {
    return server.send("GET", "/api/document/" + path() + rest, null);
  }

  JsonNode find(String rest) {
    return server.json(ok(get(rest)));
  }

  HttpResponse<String> woql(Object body) {
    return server.send("POST", "/api/woql/" + path(), body);
  }

  /** Whether a guarded commit went through. */
  static boolean isCommitted(HttpResponse<String> answer) {
    return answer.statusCode() == 200 && answer.body().replace(" ", "").contains("[{}]");
  }

  /** The commits with this message, as the commit graph has them. */
  JsonNode commitsWithMessage(String message) {
    String query =
        "query Q($m:String!){ ValidCommit(filter:{message:{eq:$m}})"
            + "{ identifier author message parent{identifier} } }";
    Map<String, Object> body = Map.of("query", query, "variables", Map.of("m", message));
    String path = "/api/graphql/" + path() + "/local/_commits";
    return server.json(ok(server.send("POST", path, body))).path("data").path("ValidCommit");
  }

  String head() {
    return version(server.send("HEAD", "/api/document/" + path(), null));
  }

  HttpResponse<String> createBranch(String branch, String origin) {
    String path = "/api/branch/" + path() + "/local/branch/" + branch;
    return server.send("POST", path, Map.of("origin", path() + "/local/" + origin));
  }

  HttpResponse<String> deleteBranch(String branch) {
    return server.send("DELETE", "/api/branch/" + path() + "/local/branch/" + branch, null);
  }

  JsonNode diff(String before, String after) {
    Map<String, String> body = Map.of("before_data_version", before, "after_data_version", after);
    return server.json(ok(server.send("POST", "/api/diff/" + path(), body)));
  }

  JsonNode log(int count) {
    return server.json(ok(server.send("GET", "/api/log/" + path() + "?count=" + count, null)));
  }

  /** The commit an answer is about. */
  static String version(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("TerminusDB-Data-Version")
        .orElseThrow()
        .replaceFirst("^\\w+:", "");
  }

  static HttpResponse<String> ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  @Override
  public void close() {
    server.send("DELETE", "/api/db/" + path(), null);
  }
}
