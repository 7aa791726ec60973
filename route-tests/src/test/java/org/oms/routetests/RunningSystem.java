// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.oms.routetests.verify.Connections;
import org.oms.routetests.verify.Findings;
import org.oms.routetests.verify.TerminusDbReader;
import org.oms.routetests.verify.Verify;
import org.oms.stack.DevelopmentSecrets;
import org.oms.stack.LocalStack;
import org.oms.stack.Part;
import org.oms.stack.PartState;
import org.oms.stack.ServicePart;

/**
 * The two built services on real parts, with a proxy between a service and each part it writes to.
 * One system serves all test classes of a run. After each test every part runs again, nothing is
 * held, and the record is checked as {@code make verify} does.
 *
 * <p>Without further words it is a stack of its own, in {@code target} and on free ports. {@code
 * -Dstack.directory=…} names the state directory of a stack that is there already: its data stay,
 * and at the end it is given back without the proxies.
 */
final class RunningSystem implements BeforeAllCallback, AfterEachCallback {

  /** Above every lease, redelivery and backoff together, on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Optional<String> SHARED_DIRECTORY =
      Optional.ofNullable(System.getProperty("stack.directory"));

  private static final RunningSystem SHARED = new RunningSystem();

  private final LocalStack stack;
  private final TcpProxy omsToTerminusDb;
  private final TcpProxy omsToPostgres;
  private final TcpProxy omsToNats;
  private final TcpProxy auditToNats;

  private RunningSystem() {
    stack = (SHARED_DIRECTORY.isPresent() ? sharedStack() : ownStack()).partsOnly().open();
    if (SHARED_DIRECTORY.isPresent()) {
      stopServices(); // They start again behind the proxies.
    } else {
      stack.all().stream()
          .filter(part -> part.state() != PartState.EXTERNAL)
          .forEach(Part::wipe); // What an interrupted run left behind.
    }
    stack.start();
    omsToTerminusDb = new TcpProxy(stack.terminusdb().port());
    omsToPostgres = new TcpProxy(stack.postgres().port());
    omsToNats = new TcpProxy(stack.nats().port());
    auditToNats = new TcpProxy(stack.nats().port());
    stack
        .oms()
        .environment("OMS_TERMINUSDB_URL", "http://127.0.0.1:" + omsToTerminusDb.port())
        .environment(
            "OMS_POSTGRES_URL",
            stack
                .postgres()
                .address()
                .replace(":" + stack.postgres().port(), ":" + omsToPostgres.port()))
        .environment("OMS_NATS_URL", "nats://127.0.0.1:" + omsToNats.port());
    stack.audit().environment("AUDIT_NATS_URL", "nats://127.0.0.1:" + auditToNats.port());
    startTogether(List.of(stack.audit(), stack.oms()));
  }

  private static LocalStack.Builder ownStack() {
    return description().stateDirectory(Path.of("target", "route-stack")).freePorts().stopOnExit();
  }

  private static LocalStack.Builder sharedStack() {
    return description().stateDirectory(Path.of(SHARED_DIRECTORY.orElseThrow()));
  }

  private static LocalStack.Builder description() {
    Path repository = Path.of(System.getProperty("oms.repository", ".."));
    return LocalStack.configure().projectDirectory(repository.toAbsolutePath().normalize());
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

  Database database() {
    return new Database(stack.postgres());
  }

  /** How many commits the branch main has, read from TerminusDB. */
  long commitsOnMain() {
    return new TerminusDbReader(connections().terminusDb()).log("ontology", "main").size();
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
    if (SHARED_DIRECTORY.isPresent()) {
      tests
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(RunningSystem.class, unused -> (AutoCloseable) this::giveBack);
    }
  }

  private void giveBack() {
    stopServices();
    sharedStack().start();
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
    return new Verify(connections()).run();
  }

  void assertRecordIsTrue() {
    Verify verify = new Verify(connections());
    verify.awaitSettled();
    Findings findings = verify.run();
    assertThat(findings.kept()).as("%n%s", findings.table()).isTrue();
  }

  private void restore() {
    List.of(omsToTerminusDb, omsToPostgres, omsToNats, auditToNats).forEach(TcpProxy::letGo);
    stack.all().stream().filter(part -> part.state() == PartState.PAUSED).forEach(Part::resume);
    startTogether(
        LocalStack.PARTS.stream().map(stack::part).filter(RunningSystem::isDown).toList());
    startTogether(
        LocalStack.SERVICES.stream().map(stack::part).filter(RunningSystem::isDown).toList());
    stack.oms(2).stop();
  }

  private static boolean isDown(Part part) {
    return part.state() == PartState.STOPPED;
  }

  private Connections connections() {
    return Connections.of(stack.addresses());
  }
}
