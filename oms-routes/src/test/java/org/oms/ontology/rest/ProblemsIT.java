// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.oms.ontology.rest.Bodies.BRANCHES;
import static org.oms.ontology.rest.Bodies.CHANGES;
import static org.oms.ontology.rest.Bodies.OBJECT_TYPES;
import static org.oms.ontology.rest.Bodies.name;
import static org.oms.ontology.rest.Bodies.objectType;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.ontology.RealParts;
import org.oms.ontology.rest.Client.Answer;

/** Whatever is sent, the answer to what is wrong is a whole problem document and never a 5xx. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ProblemsIT extends AsDeveloper {

  private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

  static Stream<Arguments> bodiesThatAreNoJson() {
    return Stream.of(
        arguments("nothing", ""),
        arguments("white space", " \n"),
        arguments("cut off", "{\"apiName\": \"A\""),
        arguments("no JSON", "apiName=A"),
        arguments("two values", "{} {}"),
        arguments("trailing comma", "{\"apiName\": \"A\",}"),
        arguments("single quotes", "{'apiName': 'A'}"),
        arguments("comment", "{/* c */}"),
        arguments("NaN", "{\"x\": NaN}"),
        arguments("leading zero", "{\"x\": 012}"),
        arguments("doubled key", "{\"apiName\": \"A\", \"apiName\": \"B\"}"),
        arguments("doubled key, escaped", "{\"apiName\": \"A\", \"\\u0061piName\": \"B\"}"),
        arguments("doubled key, deep down", "{\"x\": [{\"y\": 1, \"y\": 2}]}"),
        arguments("raw control character", "{\"apiName\": \"A\u0001\"}"),
        arguments("nested too deeply", "[".repeat(33) + "]".repeat(33)),
        arguments("nested very deeply", "{\"a\":".repeat(100_000)),
        arguments("long number", "{\"x\": " + "9".repeat(100_000) + "}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodiesThatAreNoJson")
  void whatIsNoJson_isRefused(String what, String body) {
    developer.post(OBJECT_TYPES, body).isProblem(400, "json-malformed");
    developer.post(CHANGES, body).isProblem(400, "json-malformed");
    developer.post(BRANCHES, body).isProblem(400, "json-malformed");
    developer.patch(OBJECT_TYPES + "/A", body, "If-Match", "*").isProblem(400, "json-malformed");
  }

  static Stream<Arguments> bodiesThatAreNotValid() {
    return Stream.of(
        arguments("[]", " wrong-type"),
        arguments("null", " wrong-type"),
        arguments("\"text\"", " wrong-type"),
        arguments("{}", "/apiName required"),
        arguments("{\"apiName\": 1, \"displayName\": \"d\"}", "/apiName wrong-type"),
        arguments("{\"apiName\": null, \"displayName\": \"d\"}", "/apiName wrong-type"),
        arguments("{\"apiName\": \"1A\", \"displayName\": \"d\"}", "/apiName wrong-format"),
        arguments("{\"apiName\": \"한글\", \"displayName\": \"d\"}", "/apiName wrong-format"),
        arguments("{\"apiName\": \"A\\n\", \"displayName\": \"d\"}", "/apiName wrong-format"),
        arguments("{\"apiName\": \"A\", \"displayName\": \"\"}", "/displayName too-small"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"" + "가".repeat(201) + "\"}",
            "/displayName too-large"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"\\u0000\"}", "/displayName text-not-allowed"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"\\u0085\"}", "/displayName text-not-allowed"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"\\ud83d\"}", "/displayName text-not-allowed"),
        arguments("{\"apiName\": \"A\", \"a\\u0000b\": 1}", " text-not-allowed"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"d\", \"x/y\": 1}", "/x~1y unknown-field"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"d\", \"status\": \"no\"}",
            "/status not-allowed"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"d\", \"color\": \"red\"}",
            "/color wrong-format"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"d\", \"properties\": {}}",
            "/properties wrong-type"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"d\", \"properties\": [1]}",
            "/properties/0 wrong-type"),
        arguments(
            "{\"apiName\": \"A\", \"displayName\": \"d\", \"revision\": 1}", "/revision read-only"),
        arguments(property("\"dataType\": \"text\""), "/properties/0/dataType not-allowed"),
        arguments(
            property("\"dataType\": \"integer\", \"defaultValue\": 2147483648"),
            "/properties/0/defaultValue wrong-type"),
        arguments(
            property("\"dataType\": \"double\", \"defaultValue\": 1e999999999"),
            "/properties/0/defaultValue number-not-allowed"),
        arguments(
            property("\"dataType\": \"double\", \"defaultValue\": 1e-99999"),
            "/properties/0/defaultValue number-not-allowed"),
        arguments(
            property("\"dataType\": \"string\", \"constraints\": {\"pattern\": \"(\"}"),
            "/properties/0/constraints/pattern wrong-format"),
        arguments(
            property("\"dataType\": \"string\", \"constraints\": {\"min\": 2, \"max\": 1}"),
            "/properties/0/constraints/min too-large"),
        arguments(
            property("\"dataType\": \"string\", \"sortOrder\": 1.5"),
            "/properties/0/sortOrder wrong-type"));
  }

  private static String property(String fields) {
    return "{\"apiName\": \"A\", \"displayName\": \"d\","
        + " \"properties\": [{\"apiName\": \"p\", \"displayName\": \"p\", "
        + fields
        + "}]}";
  }

  @ParameterizedTest
  @MethodSource("bodiesThatAreNotValid")
  void whatTheContractDoesNotAllow_isRefused_andSaidWhere(String body, String error) {
    assertThat(developer.post(OBJECT_TYPES, body).isProblem(400, "request-invalid").errors())
        .contains(error);
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    for (byte[] bytes :
        List.of(
            "{\"apiName\": \"한\"}".getBytes(Charset.forName("EUC-KR")),
            "{\"apiName\": \"A\"}".getBytes(StandardCharsets.UTF_16),
            new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
            new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            new byte[] {0, 0, 0, 0})) {
      send("POST", OBJECT_TYPES, BodyPublishers.ofByteArray(bytes), "application/json")
          .isProblem(400, "json-malformed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=euc-kr",
        "application/merge-patch+json",
        "*/*",
        "json"
      })
  void anotherMediaType_isRefused(String media) {
    send("POST", OBJECT_TYPES, BodyPublishers.ofString("{}"), media)
        .isProblem(415, "media-type-unsupported");
  }

  @Test
  void aBodyWithoutAMediaType_isRefused() {
    developer
        .send("POST", OBJECT_TYPES, BodyPublishers.ofString("{}"))
        .isProblem(415, "media-type-unsupported");
  }

  @Test
  void aBodyThatIsTooLarge_isRefused_whetherItsLengthIsToldOrNot() {
    byte[] body = new byte[BODY_BYTES_MAX + 1];
    send("POST", OBJECT_TYPES, BodyPublishers.ofByteArray(body), "application/json")
        .isProblem(413, "body-too-large");
    BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2 * BODY_BYTES_MAX]));
    send("POST", OBJECT_TYPES, chunked, "application/json").isProblem(413, "body-too-large");
    developer.get("/api/v1/me").is(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/schemas/main",
        "/api/v1/schemas/main/no-such-kind",
        "/api/v1/schemas/main/object-types/A/b/c",
        "/api/v1/schemas/main/link-types/A/properties",
        "/api/v1/branches/main/nothing",
        "/api/v1//branches"
      })
  void anUnknownPath_isNotFound(String path) {
    developer.get(path).isProblem(404, "path-not-found");
    developer.post(path, "{}").isProblem(404, "path-not-found");
  }

  @Test
  void aMethodThatIsNotThere_isRefused_andTheOthersAreNamed() {
    assertThat(
            developer.put(OBJECT_TYPES, "{}").isProblem(405, "method-not-allowed").header("Allow"))
        .isEqualTo("GET, POST");
    developer.delete("/api/v1/me").isProblem(405, "method-not-allowed");
    developer.post(OBJECT_TYPES + "/A", "{}").isProblem(405, "method-not-allowed");
    send("TRACE", OBJECT_TYPES, BodyPublishers.noBody(), "text/plain")
        .isProblem(405, "method-not-allowed");
    send("NONSENSE", OBJECT_TYPES, BodyPublishers.noBody(), "text/plain")
        .isProblem(405, "method-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=ten",
        "limit=1.5",
        "limit=99999999999999999999",
        "limit=",
        "limit=1&limit=2",
        "sort=revision",
        "sort=",
        "status=no",
        "q=",
        "colour=red",
        "at=not-a-commit!",
        "dryRun=true",
        "cascade=true"
      })
  void aParameterThatIsNotThereOrNotRight_isRefused(String query) {
    Answer refused = developer.get(OBJECT_TYPES + "?" + query);
    assertThat(refused.isProblem(400, "request-invalid").errors()).hasSizeGreaterThan(0);
  }

  @Test
  void parametersOfPathsAndHeaders_areCheckedToo() {
    developer.get("/api/v1/schemas/ma%20in/object-types").isProblem(400, "request-invalid");
    developer.get("/api/v1/schemas/..%2Fmain/object-types").isProblem(400, "request-invalid");
    developer.get(OBJECT_TYPES + "/%ED%95%9C").isProblem(400, "request-invalid");
    developer.get(OBJECT_TYPES + "/a%00").isProblem(400, "request-invalid");
    developer
        .post(OBJECT_TYPES + "?dryRun=maybe", objectType(name("A")))
        .isProblem(400, "request-invalid");
    developer
        .post(OBJECT_TYPES, objectType(name("A")), "Idempotency-Key", "a b")
        .isProblem(400, "request-invalid");
    developer
        .post(OBJECT_TYPES, objectType(name("A")), "Idempotency-Key", "k".repeat(201))
        .isProblem(400, "request-invalid");
    developer.get(OBJECT_TYPES, "X-Request-Id", "a b").isProblem(400, "request-invalid");
    developer.get(OBJECT_TYPES + "?at=abc123").isProblem(404, "commit-not-found");
    assertThat(developer.get("/api/v1/nothing", "X-Request-Id", "mine-1").header("X-Request-Id"))
        .isEqualTo("mine-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/branches?q=%ff HTTP/1.1",
        "GET /api/v1/branches?q=%c3%28 HTTP/1.1",
        "GET /api/v1/branches/%e4%b8 HTTP/1.1"
      })
  void aUrlThatIsMalformed_isRefused(String requestLine) throws IOException {
    assertThat(raw(requestLine, ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("/problems/url-malformed");
  }

  /** The HTTP server itself refuses what it can't read, before anything could answer a problem. */
  @Test
  void whatIsNoHttp_isRefused() throws IOException {
    assertThat(raw("GET /api/v1/branches?q=%zz HTTP/1.1", "")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET /api/v1/branches/% HTTP/1.1", "")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET /api/v1/branches?q=" + "a".repeat(100_000) + " HTTP/1.1", ""))
        .contains(" 414 ");
    assertThat(raw("GET /api/v1/branches HTTP/1.1", "X-Long: " + "a".repeat(100_000) + "\r\n"))
        .contains(" 431 ");
    developer.get("/api/v1/me").is(200);
  }

  @Test
  void aTokenThatIsNotGood_isRefused() {
    Instant now = Instant.now();
    for (String authorization :
        List.of(
            "",
            "Bearer",
            "Bearer x",
            "Bearer a.b.c",
            "Basic a2ltOmtpbQ==",
            "Bearer " + Client.signed(claims(), "another-secret-another-secret-another"),
            "Bearer " + signed(claims().expirationTime(Date.from(now.minusSeconds(120)))),
            "Bearer " + signed(claims().issuer("https://other")),
            "Bearer " + signed(claims().audience("audit")),
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJraW0iLCJyb2xlcyI6WyJhZG1pbiJdfQ.")) {
      Answer refused = Client.withAuthorization(root, authorization).get(OBJECT_TYPES).is(401);
      assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
      boolean bearer = authorization.startsWith("Bearer ");
      refused.isProblem(401, bearer ? "token-invalid" : "token-missing");
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return Client.claims("kim", "admin");
  }

  private static String signed(JWTClaimsSet.Builder claims) {
    return Client.signed(claims, Client.SECRET);
  }

  @Test
  void aRoleThatMayNot_isForbidden_beforeItsBodyIsLookedAt() {
    for (String role : List.of("viewer", "reviewer", "auditor", "service_account", "nobody")) {
      Client caller = Client.named(root, role, role);
      caller.post(OBJECT_TYPES, "{").isProblem(403, "forbidden");
      caller.post(BRANCHES, "{}").isProblem(403, "forbidden");
    }
    Client.named(root, "nobody", "nobody").get(OBJECT_TYPES).isProblem(403, "forbidden");
    Client.named(root, "viewer", "viewer").get(OBJECT_TYPES).is(200);
  }

  private Answer send(String method, String path, BodyPublisher body, String media) {
    return developer.send(method, path, body, "Content-Type", media);
  }

  /** What is answered to a request no client would send. */
  private String raw(String requestLine, String header) throws IOException {
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      socket.setSoTimeout(30_000);
      String request =
          requestLine
              + "\r\nHost: oms\r\n"
              + header
              + "Authorization: Bearer "
              + signed(claims())
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
