// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with real PostgreSQL, NATS and Redis, each on a free port. */
class LauncherIT {

  @TempDir private static Path directory;

  private static final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  private static LocalStack stack;

  @BeforeAll
  static void startParts() {
    stack = description().start();
  }

  @AfterAll
  static void stopParts() {
    stack.close();
    assertThat(stack.all()).allMatch(part -> part.state() == PartState.STOPPED);
  }

  private static LocalStack.Builder description() {
    return LocalStack.configure()
        .stateDirectory(directory)
        .freePorts()
        .parts("postgres", "nats", "redis")
        .progress(progress::add)
        .stopOnExit();
  }

  @Test
  void startedParts_answer() {
    assertThat(List.of(stack.postgres(), stack.nats(), stack.redis())).allMatch(Part::isReady);
    assertThat(progress).anyMatch(line -> line.matches("nats +is ready after .* s"));
  }

  @Test
  void secondStart_leavesRunningPartsAlone() {
    long before = stack.redis().pid().orElseThrow();

    LocalStack again = description().start();

    assertThat(again.redis().pid()).contains(before);
    assertThat(progress).anyMatch(line -> line.contains("is already running"));
  }

  @Test
  void killedPostgres_keepsCommittedRows() throws Exception {
    execute("create table if not exists kept (id integer)", "insert into kept values (1)");

    stack.postgres().kill();
    assertThat(stack.postgres().isReady()).isFalse();
    stack.postgres().start();

    try (Connection connection = stack.postgres().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from kept")) {
      rows.next();
      assertThat(rows.getInt(1)).isPositive();
    }
  }

  @Test
  void killedPostgres_leavesNoChildBehind() {
    List<PartProcess> tree =
        PartProcess.find(directory.resolve("pids/postgres.pid")).orElseThrow().tree();
    assertThat(tree).hasSizeGreaterThan(3);

    stack.postgres().kill();

    assertThat(tree).noneMatch(PartProcess::isAlive);
    stack.postgres().start();
  }

  @Test
  void pausedPart_doesNotAnswerUntilResumed() {
    stack.nats().pause();
    assertThat(stack.nats().state()).isEqualTo(PartState.PAUSED);
    assertThat(stack.nats().isReady()).isFalse();

    stack.nats().resume();

    assertThat(stack.nats().state()).isEqualTo(PartState.RUNNING);
    assertThat(stack.nats().isReady()).isTrue();
  }

  @Test
  void pausedPart_canBeStopped() {
    stack.redis().pause();

    stack.redis().stop();

    assertThat(stack.redis().state()).isEqualTo(PartState.STOPPED);
    stack.redis().start();
  }

  @Test
  void restartedPart_keepsItsPort() {
    int port = stack.redis().port();
    long before = stack.redis().pid().orElseThrow();

    stack.redis().restart();

    assertThat(stack.redis().port()).isEqualTo(port);
    assertThat(stack.redis().pid().orElseThrow()).isNotEqualTo(before);
  }

  @Test
  void wipedNats_startsEmpty() throws Exception {
    Path mark = directory.resolve("data/nats/mark");
    Files.writeString(mark, "x");

    stack.nats().wipe();

    assertThat(mark).doesNotExist();
    stack.nats().start();
    assertThat(stack.nats().isReady()).isTrue();
  }

  @Test
  void takenPort_isExplainedBeforeAnythingStarts() throws Exception {
    int port = stack.redis().port();
    stack.redis().stop();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> stack.redis().start())
          .isInstanceOf(StackException.class)
          .hasMessageContaining(
              "Port %d, which redis needs, is taken by process", taken.getLocalPort());
    }
    stack.redis().start();
  }

  @Test
  void partThatCannotStart_showsTheEndOfItsLog(@TempDir Path elsewhere) throws Exception {
    LocalStack broken =
        LocalStack.configure().stateDirectory(elsewhere).freePorts().parts("redis").open();
    Path data = Files.createDirectories(elsewhere.resolve("data/redis/appendonlydir"));
    Files.writeString(data.resolve("appendonly.aof.manifest"), "not a manifest\n");

    assertThatThrownBy(broken::start)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("redis ended while starting")
        .hasMessageContaining("AOF");
  }

  @Test
  void bootstrappedRoles_canDoTheirWorkAndNoMore() throws Exception {
    try (Connection owner = connect("audit_owner", DevelopmentSecrets.AUDIT_OWNER_PASSWORD);
        Statement statement = owner.createStatement()) {
      statement.execute("create table if not exists owned (id integer)");
      statement.execute("grant select, insert on owned to audit");
    }
    try (Connection audit = connect("audit", DevelopmentSecrets.AUDIT_PASSWORD);
        Statement statement = audit.createStatement()) {
      statement.execute("insert into owned values (1)");
      assertThatThrownBy(() -> statement.execute("delete from owned"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("create table mine (id integer)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
    try (Connection oms = connect("oms", DevelopmentSecrets.OMS_PASSWORD);
        Statement statement = oms.createStatement()) {
      statement.execute("create table if not exists mine (id integer)");
      assertThatThrownBy(() -> statement.execute("select * from audit.owned"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  private static Connection connect(String user, String password) throws SQLException {
    return DriverManager.getConnection(stack.postgres().address(), user, password);
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = stack.postgres().connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
