// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One instance of OMS or Audit, run from its build. */
public final class ServicePart extends Part {

  /** Leaves the rest of the 512 MiB a service may take for code, threads and buffers. */
  private static final String HEAP_MAX = "-Xmx256m";

  private final String original;
  private final String jar;
  private final Supplier<Map<String, String>> defaults;
  private final Map<String, String> overrides = new ConcurrentHashMap<>();
  private final Set<Path> directories = ConcurrentHashMap.newKeySet();

  ServicePart(
      String name, String original, Workshop workshop, Supplier<Map<String, String>> defaults) {
    super(name, workshop);
    this.original = original;
    this.jar = original + "-routes/target/quarkus-app/quarkus-run.jar";
    this.defaults = defaults;
  }

  /** Its base address. */
  public URI url() {
    return URI.create(address());
  }

  @Override
  public String address() {
    return external(original.toUpperCase(Locale.ROOT) + "_URL")
        .orElseGet(() -> "http://127.0.0.1:" + port());
  }

  /** Sets a variable of its environment from the next start on. */
  public ServicePart environment(String name, String value) {
    overrides.put(name, value);
    return this;
  }

  /** Lets it read a directory of this machine, by the same path, from the next start on. */
  public ServicePart reads(Path directory) {
    directories.add(directory.toAbsolutePath());
    return this;
  }

  /** What it reads of this machine. */
  Set<Path> directories() {
    return Set.copyOf(directories);
  }

  /** The service it is an instance of: {@code oms} or {@code audit}. */
  String original() {
    return original;
  }

  /** What was set for this instance alone. */
  Map<String, String> overrides() {
    return Map.copyOf(overrides);
  }

  /** Whether it is the first instance, not a replica. */
  boolean isOriginal() {
    return original.equals(name());
  }

  /** Host and port of its Jolokia agent, as Hawtio finds it. */
  public String jolokiaAddress() {
    boolean inContainer = workshop().where() == LocalStack.Where.COMPOSE;
    return (inContainer ? jolokia(name()) : "127.0.0.1") + ":" + jolokiaPort();
  }

  private int jolokiaPort() {
    return workshop().ports().of(jolokia(name()));
  }

  static String jolokia(String name) {
    return name + "-jolokia";
  }

  @Override
  List<Integer> ports() {
    return List.of(port(), jolokiaPort());
  }

  @Override
  public boolean isReady() {
    return Probe.answers(url().resolve("/health/ready"), workshop().limits().probe());
  }

  @Override
  Duration startLimit() {
    return workshop().limits().serviceStart();
  }

  @Override
  Optional<Path> build() {
    return Optional.of(workshop().built(jar));
  }

  @Override
  Launch launchPlan() {
    Map<String, String> environment = new TreeMap<>(defaults.get());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.putAll(overrides);
    return new Launch(
        List.of(
            ShortCommand.java(),
            HEAP_MAX,
            "-XX:+ExitOnOutOfMemoryError",
            "-jar",
            workshop().built(jar).toString()),
        environment);
  }
}
