// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.stack.DevelopmentSecrets;

/** The built services, as production starts them: with secrets of its own or not at all. */
class ProductionStartIT {

  private static final Path REPOSITORY = Path.of(System.getProperty("oms.repository", ".."));
  private static final String NOBODY = "127.0.0.1:1";

  @TempDir static Path directory;

  private static String keys;
  private static String signingKey;

  @BeforeAll
  static void makeKeys() throws IOException, GeneralSecurityException {
    signingKey =
        Base64.getEncoder()
            .encodeToString(
                KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded());
    keys =
        Files.writeString(directory.resolve("key.pem"), Issuer.pem(Issuer.key("production")))
            .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "oms,   OMS_POSTGRES_PASSWORD,         oms123",
    "oms,   OMS_TERMINUSDB_PASSWORD,       admin123",
    "oms,   OMS_REDIS_URL,                 redis://:redis123@127.0.0.1:1",
    "oms,   OMS_AUDIT_TOKEN,               development-only",
    "oms,   OMS_AUDIT_TOKEN,               eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvbXMifQ.c2lnbmF0dXJl",
    "oms,   OMS_JOLOKIA_PASSWORD,          jolokia123",
    "oms,   OMS_JWT_SECRET,                " + DevelopmentSecrets.JWT_SECRET,
    "oms,   OMS_JWT_SECRET,                a-secret-of-our-own-of-more-than-32-bytes",
    "oms,   OMS_POSTGRES_PASSWORD,         ''",
    "oms,   OMS_TERMINUSDB_PASSWORD,       ''",
    "oms,   OMS_REDIS_URL,                 ''",
    "oms,   OMS_AUDIT_TOKEN,               ''",
    "oms,   OMS_JWT_ISSUER,                ''",
    "oms,   OMS_JWT_PUBLIC_KEY_LOCATION,   ''",
    "audit, AUDIT_POSTGRES_PASSWORD,       audit123",
    "audit, AUDIT_POSTGRES_OWNER_PASSWORD, audit_owner123",
    "audit, AUDIT_JOLOKIA_PASSWORD,        jolokia123",
    "audit, AUDIT_JWT_SECRET,              " + DevelopmentSecrets.JWT_SECRET,
    "audit, AUDIT_POSTGRES_PASSWORD,       ''",
    "audit, AUDIT_POSTGRES_OWNER_PASSWORD, ''",
    "audit, AUDIT_LEDGER_SIGNING_KEY,      ''",
    "audit, AUDIT_JWT_ISSUER,              ''",
    "audit, AUDIT_JWT_PUBLIC_KEY_LOCATION, ''"
  })
  void aBadSecret_endsTheStart_withASentenceThatNamesIt(
      String service, String variable, String value) throws Exception {
    Map<String, String> environment = production(service);
    environment.put(variable, value);
    Path log = directory.resolve(variable + ".log");
    Process process = start(service, environment, log);
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("%s goes on with %s=%s", service, variable, value).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(log))
        .as("a sentence, no stack trace")
        .anySatisfy(line -> assertThat(line).startsWith(variable + " ").endsWith("."))
        .noneSatisfy(line -> assertThat(line).containsAnyOf("\tat ", "Exception"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oms", "audit"})
  void withSecretsOfItsOwn_itStarts(String service) throws Exception {
    Map<String, String> environment = production(service);
    int port = freePort();
    environment.put(service.equals("oms") ? "OMS_HTTP_PORT" : "AUDIT_HTTP_PORT", "" + port);
    Process process = start(service, environment, directory.resolve(service + "-good.log"));
    try {
      awaitThat(service + " is live").until(() -> isLive(port));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Everything that production has to set; the parts are not there. */
  private static Map<String, String> production(String service) {
    Map<String, String> environment = new HashMap<>();
    if (service.equals("oms")) {
      environment.put("OMS_POSTGRES_URL", "jdbc:postgresql://" + NOBODY + "/none");
      environment.put("OMS_POSTGRES_PASSWORD", "8Hq2-only-here");
      environment.put("OMS_TERMINUSDB_URL", "http://" + NOBODY);
      environment.put("OMS_TERMINUSDB_PASSWORD", "v7Lx-only-here");
      environment.put("OMS_REDIS_URL", "redis://:p3Tz-only-here@" + NOBODY);
      environment.put("OMS_NATS_URL", "nats://" + NOBODY);
      environment.put("OMS_AUDIT_TOKEN", "a.b.c");
      environment.put("OMS_JWT_ISSUER", Issuer.NAME);
      environment.put("OMS_JWT_PUBLIC_KEY_LOCATION", keys);
    } else {
      environment.put("AUDIT_POSTGRES_URL", "jdbc:postgresql://" + NOBODY + "/none");
      environment.put("AUDIT_POSTGRES_PASSWORD", "k5Rm-only-here");
      environment.put("AUDIT_POSTGRES_OWNER_PASSWORD", "w9Nc-only-here");
      environment.put("AUDIT_LEDGER_SIGNING_KEY", signingKey);
      environment.put("AUDIT_NATS_URL", "nats://" + NOBODY);
      environment.put("AUDIT_JWT_ISSUER", Issuer.NAME);
      environment.put("AUDIT_JWT_PUBLIC_KEY_LOCATION", keys);
    }
    return environment;
  }

  private static Process start(String service, Map<String, String> environment, Path log)
      throws IOException {
    Path jar = REPOSITORY.resolve(service + "-routes/target/quarkus-app/quarkus-run.jar");
    ProcessBuilder builder =
        new ProcessBuilder("java", "-Xmx256m", "-jar", jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("OMS_") || name.startsWith("AUDIT_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static boolean isLive(int port) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
