// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * PostgreSQL 18 with the database of both services and their roles. It is started from its own
 * programs, so it outlives the launcher, and can be killed and started again on the same data.
 */
public final class PostgresPart extends Part {

  private static final String NAME = "postgres";
  private static final String BOOTSTRAP = "/sql/bootstrap/create-roles.sql";

  /** Each of a few replicas has up to 16 connections, tests and the bench have theirs. */
  private static final int CONNECTIONS_MAX = 200;

  private static final Map<String, String> ROLE_PASSWORDS =
      Map.of(
          "oms", DevelopmentSecrets.OMS_PASSWORD,
          "audit", DevelopmentSecrets.AUDIT_PASSWORD,
          "audit_owner", DevelopmentSecrets.AUDIT_OWNER_PASSWORD,
          "audit_verifier", DevelopmentSecrets.AUDIT_VERIFIER_PASSWORD);

  PostgresPart(Workshop workshop) {
    super(NAME, workshop);
  }

  @Override
  public String address() {
    return url(DevelopmentSecrets.DATABASE);
  }

  /** A new connection of the superuser to the services' database. */
  public Connection connect() throws SQLException {
    return connect(DevelopmentSecrets.DATABASE);
  }

  /** A new connection of the superuser to a database of this server. */
  public Connection connect(String database) throws SQLException {
    String seconds = Long.toString(workshop().limits().probe().toSeconds());
    Properties properties = new Properties();
    properties.setProperty("user", DevelopmentSecrets.POSTGRES_SUPERUSER);
    properties.setProperty("password", DevelopmentSecrets.POSTGRES_PASSWORD);
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    return DriverManager.getConnection(url(database), properties);
  }

  @Override
  public boolean isReady() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(Math.toIntExact(workshop().limits().probe().toSeconds()));
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  void prepare() {
    super.prepare();
    UnprivilegedUser user = user();
    if (Files.exists(data().resolve("PG_VERSION"))) {
      removeLockOfZombie();
      return;
    }
    StateDirectory.delete(data()); // Nothing, or the rest of an initdb that was interrupted.
    super.prepare();
    user.own(data());
    Path password = workshop().state().config("postgres.password");
    workshop().state().write(password, DevelopmentSecrets.POSTGRES_PASSWORD);
    ShortCommand.run(
        user.command(
            Stream.of(
                    binaries().program("initdb"),
                    "--pgdata=" + data(),
                    "--username=" + DevelopmentSecrets.POSTGRES_SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    // Sorts and folds Korean like any other text, without libraries of the system.
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions")
                .toList()),
        Map.of("LC_ALL", "C"),
        log(),
        workshop().limits().command());
  }

  /**
   * A killed server whose launcher is gone stays in the process table where process 1 collects no
   * children, as in many containers. PostgreSQL takes it for a living one and would refuse to
   * start.
   */
  private void removeLockOfZombie() {
    Path lock = data().resolve("postmaster.pid");
    try {
      if (Files.exists(lock)
          && PartProcess.isZombie(Long.parseLong(Files.readAllLines(lock).get(0).trim()))) {
        Files.delete(lock);
      }
    } catch (IOException e) {
      throw new StackException("The lock file %s can't be read.".formatted(lock), e);
    }
  }

  @Override
  Launch launchPlan() {
    List<String> command = new ArrayList<>(List.of(binaries().program("postgres")));
    command.addAll(List.of("-D", data().toString()));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
    command.addAll(List.of("-c", "port=" + port()));
    // No socket file: its path may be no longer than 107 bytes, and nobody uses it.
    command.addAll(List.of("-c", "unix_socket_directories="));
    command.addAll(List.of("-c", "max_connections=" + CONNECTIONS_MAX));
    command.addAll(List.of("-c", "shared_buffers=256MB"));
    return new Launch(user().command(command), Map.of("LC_ALL", "C"));
  }

  /** The orderly way that does not wait for clients to leave. */
  @Override
  String stopSignal() {
    return "INT";
  }

  @Override
  void complete() {
    if (state() == PartState.EXTERNAL) {
      return;
    }
    try {
      createDatabase();
      createRoles();
    } catch (SQLException e) {
      throw new StackException(
          "PostgreSQL refuses the roles of %s: %s".formatted(BOOTSTRAP, e.getMessage()), e);
    }
  }

  private void createDatabase() throws SQLException {
    String exists = "select from pg_database where datname = '" + DevelopmentSecrets.DATABASE + "'";
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(exists)) {
      if (!found.next()) {
        statement.execute("create database " + DevelopmentSecrets.DATABASE);
      }
    }
  }

  private void createRoles() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement setting = connection.prepareStatement("select set_config(?, ?, false)");
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> role : ROLE_PASSWORDS.entrySet()) {
        setting.setString(1, "bootstrap." + role.getKey() + "_password");
        setting.setString(2, role.getValue());
        setting.execute();
      }
      statement.execute(bootstrapScript());
    }
  }

  private static String bootstrapScript() {
    try (InputStream script = PostgresPart.class.getResourceAsStream(BOOTSTRAP)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StackException("%s can't be read.".formatted(BOOTSTRAP), e);
    }
  }

  private String url(String database) {
    return external("POSTGRES_URL")
        .map(url -> url.substring(0, url.lastIndexOf('/') + 1) + database)
        .orElseGet(() -> "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database));
  }

  private PostgresBinaries binaries() {
    return PostgresBinaries.unpacked();
  }

  private UnprivilegedUser user() {
    return UnprivilegedUser.forProgram(
        binaries().program("postgres"), log(), workshop().limits().command());
  }
}
