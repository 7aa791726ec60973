// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs a part as a container of {@code compose/compose.yaml}, by the docker program. What a service
 * has of its own here, its variables and a replica's port, is a Compose file beside that one.
 */
final class ContainerHost implements PartHost {

  /** Where a container finds this machine. */
  static final String THIS_MACHINE = "host.docker.internal";

  private static final Map<String, String> CONTAINERS =
      Map.of(
          "oms", "oms-test-service",
          "audit", "oms-test-audit-service",
          "nats", "oms-test-nats",
          "terminusdb", "oms-test-terminusdb",
          "postgres", "oms-test-postgres",
          "redis", "oms-test-redis",
          "prometheus", "oms-test-prometheus",
          "hawtio", "oms-test-hawtio");

  private static final int LOG_LINES_SHOWN = 15;

  private final Part part;
  private final Workshop workshop;

  ContainerHost(Part part, Workshop workshop) {
    this.part = part;
    this.workshop = workshop;
  }

  @Override
  public PartState state() {
    return inspect("{{.State.Status}}")
        .map(
            status ->
                switch (status) {
                  case "running", "restarting" -> PartState.RUNNING;
                  case "paused" -> PartState.PAUSED;
                  default -> PartState.STOPPED;
                })
        .orElse(PartState.STOPPED);
  }

  /** As the machine of the Docker daemon counts. */
  @Override
  public Optional<Long> pid() {
    return inspect("{{.State.Pid}}").map(Long::valueOf).filter(pid -> pid > 0);
  }

  /** Docker itself says who has a port. */
  @Override
  public void requireLaunchable() {}

  @Override
  public void launch() {
    List<String> command = new ArrayList<>(List.of("docker", "compose"));
    command.addAll(List.of("--project-directory", composeFile().getParent().toString()));
    command.addAll(List.of("--file", composeFile().toString()));
    if (part instanceof ServicePart service) {
      Path settings = workshop.state().config(part.name() + ".compose.yaml");
      workshop.state().write(settings, settings(service));
      command.addAll(List.of("--file", settings.toString()));
    }
    // The services are those of the images that run already; Hawtio's nobody has made before.
    String build = part instanceof HawtioPart ? "--build" : "--no-build";
    command.addAll(List.of("up", "--detach", "--no-deps", build, part.name()));
    // Other parts and replicas are no orphans, they only have settings of their own.
    run(command, Map.of("COMPOSE_IGNORE_ORPHANS", "true"));
  }

  @Override
  public OptionalInt exitCode() {
    return inspect("{{.State.ExitCode}}").stream().mapToInt(Integer::parseInt).findFirst();
  }

  /** Compose makes a container anew when its image or settings have changed. */
  @Override
  public boolean isOutdated() {
    return false;
  }

  @Override
  public void stop() {
    PartState state = state();
    if (state == PartState.PAUSED) {
      resume();
    }
    if (state != PartState.STOPPED) {
      docker("stop", "-t", Long.toString(workshop.limits().stop().toSeconds()), container());
    }
  }

  /** Docker does not start a container again that it was told to kill. */
  @Override
  public void kill() {
    if (state() != PartState.STOPPED) {
      docker("kill", container());
      if (!Condition.holdsWithin(
          workshop.limits().signal(),
          workshop.limits().poll(),
          () -> state() == PartState.STOPPED)) {
        throw new StackException("%s is still there after SIGKILL.".formatted(part.name()));
      }
    }
  }

  @Override
  public void pause() {
    docker("pause", container());
  }

  @Override
  public void resume() {
    docker("unpause", container());
  }

  @Override
  public void wipe() {
    kill();
    docker("rm", "--force", "--volumes", container());
    docker("volume", "rm", "--force", container() + "-data");
  }

  @Override
  public List<String> logLines() {
    return log("").lines().toList();
  }

  @Override
  public String logTail() {
    return "its log ends with:%n%s".formatted(log("--tail " + LOG_LINES_SHOWN));
  }

  private String log(String options) {
    // Docker keeps the two outputs of a program apart.
    String command = "docker logs %s %s 2>&1".formatted(options, container());
    return ShortCommand.output(List.of("sh", "-c", command), workshop.limits().command())
        .orElse("(no log)");
  }

  private String container() {
    String original = part instanceof ServicePart service ? service.original() : part.name();
    return CONTAINERS.get(original) + part.name().substring(original.length());
  }

  private String settings(ServicePart service) {
    Map<String, String> overrides = new TreeMap<>(service.overrides());
    if (!service.isOriginal()) {
      // It is not in the network of Hawtio, where the agent would listen.
      overrides.put(service.original().toUpperCase(Locale.ROOT) + "_JOLOKIA_ENABLED", "false");
    }
    String variables =
        overrides.entrySet().stream()
            .map(entry -> "%s: '%s'".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    String volumes =
        service.directories().stream()
            .map("'%1$s:%1$s:ro'"::formatted)
            .collect(Collectors.joining(", "));
    return """
    services:
      %s:
        extra_hosts: ["%s:host-gateway"]
        environment: {%s}
        volumes: [%s]
    """
            .formatted(part.name(), THIS_MACHINE, variables, volumes)
        + replica(service);
  }

  private String replica(ServicePart service) {
    if (service.isOriginal()) {
      return "";
    }
    String original = service.original();
    return """
        extends: {file: '%s', service: %s}
        container_name: %s
        networks: !override [default]
        ports: !override ["127.0.0.1:%d:%d"]
    """
        .formatted(
            composeFile(), original, container(), part.port(), Ports.DEVELOPMENT.get(original));
  }

  private Path composeFile() {
    return workshop.project().resolve("compose/compose.yaml");
  }

  private Optional<String> inspect(String format) {
    return ShortCommand.output(
        List.of("docker", "inspect", "--format", format, container()), workshop.limits().command());
  }

  private void docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    run(command, Map.of());
  }

  private void run(List<String> command, Map<String, String> environment) {
    ShortCommand.run(command, environment, part.log(), workshop.limits().command());
  }
}
