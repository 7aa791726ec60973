// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system as processes of this machine: the four parts and any number of OMS and Audit
 * instances, all on 127.0.0.1. Processes outlive the Java program that started them unless {@link
 * Builder#stopOnExit()} is asked for; another program finds them again by the state directory.
 * {@link Builder#where} has it in the containers of {@code compose/}, or elsewhere.
 */
public final class LocalStack implements AutoCloseable {

  /** What the services need, in the order of this list. */
  public static final List<String> PARTS = List.of("postgres", "nats", "redis", "terminusdb");

  /** The services; a second instance is {@code oms-2} or {@code audit-2}. */
  public static final List<String> SERVICES = List.of("oms", "audit");

  /** What runs the parts. */
  public enum Where {
    /** Processes of this machine. */
    LOCAL,
    /** The containers of {@code compose/compose.yaml}, with the settings of its example. */
    COMPOSE,
    /**
     * Somebody else, at the addresses that the environment names by the variables of {@link
     * LocalStack#addresses()}. They accept tokens of the development secret.
     */
    EXTERNAL
  }

  private static final Pattern SERVICE_NAME = Pattern.compile("(oms|audit)(-([2-9]|[1-9]\\d))?");

  /** OMS uses it for as long as it runs. */
  private static final Duration SERVICE_TOKEN_LIFETIME = Duration.ofDays(365);

  private final Workshop workshop;
  private final Set<String> wanted;
  private final boolean freePorts;
  private final PostgresPart postgres;
  private final NatsPart nats;
  private final RedisPart redis;
  private final TerminusDbPart terminusdb;
  private final HawtioPart hawtio;
  private final PrometheusPart prometheus;
  private final Map<String, ServicePart> services = new ConcurrentHashMap<>();

  private LocalStack(Workshop workshop, Set<String> wanted, boolean freePorts) {
    this.workshop = workshop;
    this.wanted = wanted;
    this.freePorts = freePorts;
    postgres = new PostgresPart(workshop);
    nats = new NatsPart(workshop);
    redis = new RedisPart(workshop);
    terminusdb = new TerminusDbPart(workshop);
    hawtio = new HawtioPart(workshop);
    prometheus = new PrometheusPart(workshop);
  }

  /** Begins the description of a stack. */
  public static Builder configure() {
    return new Builder();
  }

  /** Starts what is wanted and not running yet: the parts side by side, then the services. */
  public LocalStack start() {
    if (started().allMatch(part -> part.state() == PartState.STOPPED)) {
      workshop.ports().reassign(freePorts);
    }
    addresses(); // Settles every port before anything starts, so that each part knows all the
    // others.
    wanted.stream().map(this::part).forEach(Part::requirePorts);
    atOnce(wantedOf(PARTS), Part::start);
    writeEnvironment();
    atOnce(wantedOf(SERVICES), Part::start);
    return this;
  }

  /** Stops everything that was started from this state directory, replicas included. */
  public void stop() {
    List<Part> running = started().toList();
    atOnce(running.stream().filter(ServicePart.class::isInstance).toList(), Part::stop);
    atOnce(running.stream().filter(part -> !(part instanceof ServicePart)).toList(), Part::stop);
  }

  /** The same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  public PostgresPart postgres() {
    return postgres;
  }

  public NatsPart nats() {
    return nats;
  }

  public RedisPart redis() {
    return redis;
  }

  public TerminusDbPart terminusdb() {
    return terminusdb;
  }

  /** The first OMS instance. */
  public ServicePart oms() {
    return service("oms");
  }

  /**
   * The OMS instance of that number, counted from 1; beyond the first it has to be started by
   * itself.
   */
  public ServicePart oms(int number) {
    return service(number == 1 ? "oms" : "oms-" + number);
  }

  /** The first Audit instance. */
  public ServicePart audit() {
    return service("audit");
  }

  /** The Audit instance of that number, counted from 1. */
  public ServicePart audit(int number) {
    return service(number == 1 ? "audit" : "audit-" + number);
  }

  /** A part or service by its name. */
  public Part part(String name) {
    return switch (name) {
      case "postgres" -> postgres;
      case "nats" -> nats;
      case "redis" -> redis;
      case "terminusdb" -> terminusdb;
      case HawtioPart.NAME -> hawtio;
      case PrometheusPart.NAME -> prometheus;
      default -> service(name);
    };
  }

  /** Everything that belongs to the stack now: the wanted parts and whatever else was started. */
  public List<Part> all() {
    return Stream.concat(
            Stream.of(PARTS, SERVICES).flatMap(List::stream), started().map(Part::name))
        .distinct()
        .map(this::part)
        .toList();
  }

  /** A bearer token of {@code role} for both services. */
  public String token(String role) {
    return DevelopmentToken.of(role).signed(Instant.now());
  }

  /**
   * Addresses, users and passwords of everything, as the variables the services read, and a few
   * more.
   */
  public Map<String, String> addresses() {
    Map<String, String> all = new TreeMap<>(omsEnvironment("oms"));
    all.putAll(auditEnvironment("audit"));
    all.put("OMS_URL", oms().address());
    all.put("AUDIT_URL", audit().address());
    all.put("NATS_MONITOR_URL", nats.monitorUrl().toString());
    all.put("POSTGRES_URL", postgres.address());
    all.put("POSTGRES_USER", DevelopmentSecrets.POSTGRES_SUPERUSER);
    all.put("POSTGRES_PASSWORD", DevelopmentSecrets.POSTGRES_PASSWORD);
    all.put("LEDGER_KEYS", LedgerKey.of(workshop).verifier());
    all.put("LEDGER_POSTGRES_URL", postgres.address());
    all.put("LEDGER_POSTGRES_USER", "audit_verifier");
    all.put("LEDGER_POSTGRES_PASSWORD", DevelopmentSecrets.AUDIT_VERIFIER_PASSWORD);
    all.put("JWT_SECRET", DevelopmentSecrets.JWT_SECRET);
    all.put("JWT_ISSUER", DevelopmentSecrets.JWT_ISSUER);
    all.put("JOLOKIA_USER", DevelopmentSecrets.JOLOKIA_USER);
    all.put("HAWTIO_URL", hawtio.address());
    all.put("HAWTIO_USER", DevelopmentSecrets.HAWTIO_USER);
    all.put("HAWTIO_PASSWORD", DevelopmentSecrets.HAWTIO_PASSWORD);
    all.put("PROMETHEUS_URL", prometheus.address());
    return all;
  }

  /** Where the services find a port that was opened on this machine. */
  public String thisMachine() {
    return workshop.where() == Where.COMPOSE ? ContainerHost.THIS_MACHINE : "127.0.0.1";
  }

  /** The directory of this stack's files. */
  public Path stateDirectory() {
    return workshop.state().path();
  }

  private ServicePart service(String name) {
    Matcher matcher = SERVICE_NAME.matcher(name);
    if (!matcher.matches()) {
      throw new StackException(
          "There is no part '%s': use one of %s, or a replica such as oms-2."
              .formatted(
                  name,
                  Stream.of(PARTS, SERVICES)
                      .flatMap(List::stream)
                      .collect(Collectors.joining(", "))));
    }
    return services.computeIfAbsent(name, unused -> newService(name, matcher.group(1)));
  }

  private ServicePart newService(String name, String kind) {
    return new ServicePart(
        name,
        kind,
        workshop,
        () -> kind.equals("oms") ? omsEnvironment(name) : auditEnvironment(name));
  }

  private Map<String, String> omsEnvironment(String name) {
    return Map.ofEntries(
        Map.entry("OMS_DEVELOPMENT", "true"), // The passwords below are public.
        Map.entry("OMS_HTTP_PORT", portOf(name)),
        Map.entry("OMS_JOLOKIA_ENABLED", "true"),
        Map.entry("OMS_JOLOKIA_PORT", portOf(ServicePart.jolokia(name))),
        Map.entry("OMS_JOLOKIA_PASSWORD", DevelopmentSecrets.JOLOKIA_PASSWORD),
        Map.entry("OMS_POSTGRES_URL", postgres.address()),
        Map.entry("OMS_POSTGRES_USER", "oms"),
        Map.entry("OMS_POSTGRES_PASSWORD", DevelopmentSecrets.OMS_PASSWORD),
        Map.entry("OMS_TERMINUSDB_URL", terminusdb.address()),
        Map.entry("OMS_TERMINUSDB_USER", DevelopmentSecrets.TERMINUSDB_USER),
        Map.entry("OMS_TERMINUSDB_PASSWORD", DevelopmentSecrets.TERMINUSDB_PASSWORD),
        Map.entry("OMS_NATS_URL", nats.address()),
        Map.entry("OMS_REDIS_URL", redis.address()),
        Map.entry("OMS_AUDIT_URL", audit().address()),
        Map.entry("OMS_AUDIT_TOKEN", omsToken()),
        Map.entry("OMS_JWT_SECRET", DevelopmentSecrets.JWT_SECRET),
        Map.entry("OMS_JWT_ISSUER", DevelopmentSecrets.JWT_ISSUER));
  }

  private Map<String, String> auditEnvironment(String name) {
    return Map.ofEntries(
        Map.entry("AUDIT_DEVELOPMENT", "true"), // The passwords below are public.
        Map.entry("AUDIT_HTTP_PORT", portOf(name)),
        Map.entry("AUDIT_JOLOKIA_ENABLED", "true"),
        Map.entry("AUDIT_JOLOKIA_PORT", portOf(ServicePart.jolokia(name))),
        Map.entry("AUDIT_JOLOKIA_PASSWORD", DevelopmentSecrets.JOLOKIA_PASSWORD),
        Map.entry("AUDIT_POSTGRES_URL", postgres.address()),
        Map.entry("AUDIT_POSTGRES_USER", "audit"),
        Map.entry("AUDIT_POSTGRES_PASSWORD", DevelopmentSecrets.AUDIT_PASSWORD),
        Map.entry("AUDIT_POSTGRES_OWNER_USER", "audit_owner"),
        Map.entry("AUDIT_POSTGRES_OWNER_PASSWORD", DevelopmentSecrets.AUDIT_OWNER_PASSWORD),
        Map.entry("AUDIT_NATS_URL", nats.address()),
        Map.entry("AUDIT_LEDGER_ORIGIN", LedgerKey.ORIGIN),
        Map.entry("AUDIT_LEDGER_SIGNING_KEY", LedgerKey.of(workshop).signing()),
        Map.entry("AUDIT_JWT_SECRET", DevelopmentSecrets.JWT_SECRET),
        Map.entry("AUDIT_JWT_ISSUER", DevelopmentSecrets.JWT_ISSUER));
  }

  private String portOf(String name) {
    return Integer.toString(workshop.ports().of(name));
  }

  private static String omsToken() {
    return new DevelopmentToken("oms", List.of("service_account"), SERVICE_TOKEN_LIFETIME)
        .signed(Instant.now());
  }

  /** For shells and for programs that are not started by the launcher. */
  private void writeEnvironment() {
    String lines =
        addresses().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    workshop.state().write(workshop.state().environment(), lines);
  }

  private Stream<Part> started() {
    return workshop.state().started().stream().map(this::part);
  }

  private List<Part> wantedOf(List<String> names) {
    return names.stream().filter(wanted::contains).map(this::part).toList();
  }

  /**
   * Runs {@code action} on all parts side by side; afterwards fails with every failure there was.
   */
  private static void atOnce(Collection<Part> parts, Consumer<Part> action) {
    if (parts.isEmpty()) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (Part part : parts) {
        tasks.add(
            () -> {
              action.accept(part);
              return null;
            });
      }
      failOnAny(threads.invokeAll(tasks));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("The work on the stack was interrupted.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void failOnAny(List<Future<Void>> outcomes) throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    for (Future<Void> outcome : outcomes) {
      try {
        outcome.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      }
    }
    if (!failures.isEmpty()) {
      String sentences =
          failures.stream()
              .map(
                  failure ->
                      failure instanceof StackException ? failure.getMessage() : failure.toString())
              .collect(Collectors.joining("\n"));
      throw new StackException(sentences, failures.get(0));
    }
  }

  /**
   * What a stack is to be like. Without further words: {@code .stack/}, fixed ports, everything.
   */
  public static final class Builder {

    private Path stateDirectory;
    private Path projectDirectory;
    private boolean freePorts;
    private boolean stopOnExit;
    private Where where = Where.LOCAL;
    private Optional<Limits> limits = Optional.empty();
    private Consumer<String> progress = line -> {};
    private final Set<String> wanted = new LinkedHashSet<>();

    private Builder() {}

    /**
     * Where configuration, data, logs and process ids are kept; default {@code .stack} of the
     * checkout.
     */
    public Builder stateDirectory(Path path) {
      stateDirectory = path;
      return this;
    }

    /** The checkout; default: found upwards from the working directory. */
    public Builder projectDirectory(Path path) {
      projectDirectory = path;
      return this;
    }

    /** What runs the parts; default: this machine. */
    public Builder where(Where choice) {
      where = choice;
      return this;
    }

    /** Ports nobody uses, instead of the fixed ones of the development stack. */
    public Builder freePorts() {
      freePorts = true;
      return this;
    }

    /** Only these of {@link LocalStack#PARTS} and {@link LocalStack#SERVICES}. */
    public Builder parts(String... names) {
      wanted.addAll(List.of(names));
      return this;
    }

    /** The four parts without the services, as dev mode needs them. */
    public Builder partsOnly() {
      wanted.addAll(PARTS);
      return this;
    }

    /** Takes a line for a person whenever something happens. */
    public Builder progress(Consumer<String> lines) {
      progress = lines;
      return this;
    }

    /** Other waiting times. */
    public Builder limits(Limits other) {
      limits = Optional.of(other);
      return this;
    }

    /**
     * Kills everything when this Java program ends, however it ends short of SIGKILL. For tests.
     */
    public Builder stopOnExit() {
      stopOnExit = true;
      return this;
    }

    /** The stack as it is: nothing is started. */
    public LocalStack open() {
      Path project = projectDirectory == null ? findProject() : projectDirectory;
      Path state = stateDirectory == null ? project.resolve(".stack") : stateDirectory;
      StateDirectory directory = StateDirectory.at(state);
      Workshop workshop =
          new Workshop(
              directory,
              project,
              where,
              Ports.load(directory.ports()),
              limits.orElse(where == Where.COMPOSE ? Limits.CONTAINERS : Limits.DEFAULT),
              progress);
      if (wanted.isEmpty()) {
        wanted.addAll(PARTS);
        wanted.addAll(SERVICES);
      }
      LocalStack stack = new LocalStack(workshop, Set.copyOf(wanted), freePorts);
      if (stopOnExit) {
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> stack.started().forEach(Part::kill), "stack-exit"));
      }
      return stack;
    }

    /** The stack, started. What had started before a failure keeps running, for a look at it. */
    public LocalStack start() {
      return open().start();
    }

    private static Path findProject() {
      Path start = Path.of("").toAbsolutePath();
      for (Path path = start; path != null; path = path.getParent()) {
        if (Files.isDirectory(path.resolve("local-stack")) && Files.exists(path.resolve("mvnw"))) {
          return path;
        }
      }
      throw new StackException(
          "%s is not inside a checkout of this project: change to one.".formatted(start));
    }
  }
}
