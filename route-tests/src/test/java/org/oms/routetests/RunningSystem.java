// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.oms.routetests.verify.Connections;
import org.oms.routetests.verify.Findings;
import org.oms.routetests.verify.TerminusDbReader;
import org.oms.routetests.verify.Verify;
import org.oms.stack.DevelopmentSecrets;
import org.oms.stack.DevelopmentToken;
import org.oms.stack.LocalStack;
import org.oms.stack.LocalStack.Where;
import org.oms.stack.Part;
import org.oms.stack.PartState;
import org.oms.stack.ServicePart;

/**
 * The two built services on real parts, with a proxy between a service and each part it writes to.
 * One system serves all test classes of a run. After each test every part runs again, nothing is
 * held, and the record is checked as {@code make verify} does.
 *
 * <p>Without further words it is a stack of its own, in {@code target} and on free ports. {@code
 * -Dstack.directory=…} names the state directory of a stack that is there already, {@code
 * -Dstack=compose} takes the running containers of {@code compose/}: either keeps its data, and is
 * given back without the proxies. {@code -Dstack=external} takes the services that the environment
 * names; nothing can be broken there, so only {@link CompleteAuditFlowIT} makes sense.
 */
final class RunningSystem implements BeforeAllCallback, AfterEachCallback {

  /** Above every lease, redelivery and backoff together, on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Where WHERE =
      Where.valueOf(System.getProperty("stack", "local").toUpperCase(Locale.ROOT));

  private static final Optional<String> SHARED_DIRECTORY =
      Optional.ofNullable(System.getProperty("stack.directory"));

  /** Whether it was there before, and goes on when the tests have ended. */
  private static final boolean SHARED_STACK =
      WHERE == Where.COMPOSE || SHARED_DIRECTORY.isPresent();

  /** What Redis may take before it counts as gone, on a machine that does much else. */
  private static final String REDIS_TIMEOUT = "OMS_REDIS_TIMEOUT_MS";

  private static final RunningSystem SHARED = new RunningSystem();

  private static final int FIRST_VARIANT = 11;

  private final AtomicInteger nextVariant = new AtomicInteger(FIRST_VARIANT);
  private final LocalStack stack;
  private final TcpProxy omsToTerminusDb;
  private final TcpProxy omsToPostgres;
  private final TcpProxy omsToNats;
  private final TcpProxy omsToAudit;
  private final TcpProxy auditToNats;

  /** One for all tests: it remembers what each commit changed. */
  private final Verify verify;

  private RunningSystem() {
    stack = description().partsOnly().open();
    if (WHERE == Where.EXTERNAL) {
      stack.start();
    } else if (SHARED_STACK) {
      stopServices(); // They start again behind the proxies.
      stack.start();
    } else {
      stack.all().stream()
          .filter(part -> part.state() != PartState.EXTERNAL)
          .forEach(Part::wipe); // What an interrupted run left behind.
      stack.start();
    }
    omsToTerminusDb = proxyTo(stack.terminusdb());
    omsToPostgres = proxyTo(stack.postgres());
    omsToNats = proxyTo(stack.nats());
    omsToAudit = proxyTo(stack.audit());
    auditToNats = proxyTo(stack.nats());
    stack
        .oms()
        .environment("OMS_TERMINUSDB_URL", "http://" + address(omsToTerminusDb))
        .environment("OMS_POSTGRES_URL", jdbcUrl(omsToPostgres))
        .environment("OMS_NATS_URL", "nats://" + address(omsToNats))
        .environment("OMS_AUDIT_URL", "http://" + address(omsToAudit))
        .environment(REDIS_TIMEOUT, "1000")
        .environment("OMS_JOLOKIA_ENABLED", "true")
        // A test sees the attempts it makes, whatever others have tried in the same minute.
        .environment("OMS_EVENTS_FAILED_ATTEMPTS_EVENTS_MAX", "10000");
    stack
        .audit()
        .environment("AUDIT_NATS_URL", "nats://" + address(auditToNats))
        .environment("AUDIT_JOLOKIA_ENABLED", "true");
    startTogether(List.of(stack.audit(), stack.oms()));
    verify = new Verify(connections());
  }

  private static LocalStack.Builder description() {
    Path repository = Path.of(System.getProperty("oms.repository", ".."));
    LocalStack.Builder description =
        LocalStack.configure()
            .projectDirectory(repository.toAbsolutePath().normalize())
            .where(WHERE);
    if (WHERE != Where.LOCAL) {
      return description.stateDirectory(Path.of("target", "route-stack-" + WHERE));
    }
    return SHARED_DIRECTORY.isPresent()
        ? description.stateDirectory(Path.of(SHARED_DIRECTORY.get()))
        : description.stateDirectory(Path.of("target", "route-stack")).freePorts().stopOnExit();
  }

  /** One more proxy. */
  static TcpProxy proxyTo(Part part) {
    return new TcpProxy(part.port(), listenAddress());
  }

  /**
   * Where something that the services are to reach listens. Containers come from another address
   * than this machine's own.
   */
  static InetAddress listenAddress() {
    return WHERE == Where.COMPOSE
        ? new InetSocketAddress(0).getAddress()
        : InetAddress.getLoopbackAddress();
  }

  private String address(TcpProxy proxy) {
    return stack.thisMachine() + ":" + proxy.port();
  }

  /** The database, past this proxy. */
  String jdbcUrl(TcpProxy toPostgres) {
    return "jdbc:postgresql://%s/%s".formatted(address(toPostgres), DevelopmentSecrets.DATABASE);
  }

  /** The system of this run; the first call starts it. */
  static RunningSystem shared() {
    return SHARED;
  }

  LocalStack stack() {
    return stack;
  }

  /** Between the first OMS and TerminusDB. */
  TcpProxy omsToTerminusDb() {
    return omsToTerminusDb;
  }

  /** Between the first OMS and PostgreSQL. */
  TcpProxy omsToPostgres() {
    return omsToPostgres;
  }

  /** Between the first OMS and NATS. */
  TcpProxy omsToNats() {
    return omsToNats;
  }

  /** Between the first OMS and Audit. */
  TcpProxy omsToAudit() {
    return omsToAudit;
  }

  /** Between the first Audit and NATS. */
  TcpProxy auditToNats() {
    return auditToNats;
  }

  /** The first OMS, as a developer sees it. */
  Api oms() {
    return new Api(stack.oms().url(), stack.token("developer"));
  }

  Api oms(ServicePart instance) {
    return new Api(instance.url(), stack.token("developer"));
  }

  /** The first OMS, as somebody else sees it. */
  Api oms(String user, String role) {
    return new Api(stack.oms().url(), token(user, role, Duration.ofHours(1)));
  }

  static String token(String user, String role, Duration lifetime) {
    return new DevelopmentToken(user, List.of(role), lifetime).signed(Instant.now());
  }

  /** Audit, as an auditor sees it. */
  Api audit() {
    return new Api(stack.audit().url(), stack.token("auditor"));
  }

  /** TerminusDB itself, past OMS. */
  Api terminusDb() {
    return Api.basic(
        URI.create(stack.terminusdb().address()),
        DevelopmentSecrets.TERMINUSDB_USER,
        DevelopmentSecrets.TERMINUSDB_PASSWORD);
  }

  /** One more OMS like the first, past the proxies; stopped after each test. */
  ServicePart oms(int number) {
    return stack.oms(number).environment(REDIS_TIMEOUT, "1000");
  }

  /**
   * One more OMS to be set up in another way. What is set stays with the instance, so nobody else
   * gets this one.
   */
  ServicePart omsVariant() {
    return oms(nextVariant.getAndIncrement());
  }

  /** The same of Audit. */
  ServicePart auditVariant() {
    return stack.audit(nextVariant.getAndIncrement());
  }

  /** Prometheus, not yet started; in a stack of the tests' own it has seen nothing before. */
  Part prometheus() {
    Part prometheus = stack.part("prometheus");
    if (!SHARED_STACK) {
      prometheus.wipe();
    }
    return prometheus;
  }

  Redis redis() {
    return new Redis(stack.redis().port());
  }

  Database database() {
    return new Database(stack.postgres());
  }

  /** How many commits the branch main has, read from TerminusDB. */
  long commitsOnMain() {
    return new TerminusDbReader(connections().terminusDb()).log("ontology", "main").size();
  }

  /** The commit of this id on the branch main, read from TerminusDB. */
  TerminusDbReader.Commit commitOnMain(String id) {
    return new TerminusDbReader(connections().terminusDb())
        .log("ontology", "main").stream()
            .filter(commit -> commit.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new AssertionError("main has no commit " + id));
  }

  /** Waits for something that must become true. */
  static ConditionFactory awaitThat(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
  }

  static void startTogether(List<? extends Part> parts) {
    CompletableFuture.allOf(
            parts.stream()
                .map(part -> CompletableFuture.runAsync(part::start))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  /** Sees to it that a stack which was there before is given back after the last test. */
  @Override
  public void beforeAll(ExtensionContext tests) {
    if (SHARED_STACK) {
      tests
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(RunningSystem.class, unused -> (AutoCloseable) this::giveBack);
    }
  }

  private void giveBack() {
    stopServices();
    description().start();
  }

  private void stopServices() {
    List.of(stack.oms(2), stack.oms(), stack.audit()).forEach(Part::stop);
  }

  /** Lets everything run again and checks the record. */
  @Override
  public void afterEach(ExtensionContext test) {
    restore();
    if (test.getExecutionException().isEmpty()) {
      assertRecordIsTrue();
    }
  }

  /** What the check finds now, without waiting. */
  Findings findings() {
    return verify.run();
  }

  void assertRecordIsTrue() {
    verify.awaitSettled();
    Findings findings = verify.run();
    assertThat(findings.kept()).as("%n%s", findings.table()).isTrue();
  }

  private void restore() {
    List.of(omsToTerminusDb, omsToPostgres, omsToNats, omsToAudit, auditToNats)
        .forEach(TcpProxy::letGo);
    stack.all().stream().filter(part -> part.state() == PartState.PAUSED).forEach(Part::resume);
    startTogether(
        LocalStack.PARTS.stream().map(stack::part).filter(RunningSystem::isDown).toList());
    startTogether(
        LocalStack.SERVICES.stream().map(stack::part).filter(RunningSystem::isDown).toList());
    stack.all().stream()
        .filter(part -> part instanceof ServicePart && !LocalStack.SERVICES.contains(part.name()))
        .forEach(Part::stop);
  }

  private static boolean isDown(Part part) {
    return part.state() == PartState.STOPPED;
  }

  private Connections connections() {
    return Connections.of(stack.addresses());
  }
}
