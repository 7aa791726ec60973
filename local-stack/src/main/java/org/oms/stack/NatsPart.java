// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** NATS with JetStream on disk, configured by {@code nats/server.conf} of the checkout. */
public final class NatsPart extends Part {

  private static final String NAME = "nats";

  NatsPart(Workshop workshop) {
    super(NAME, workshop);
  }

  @Override
  public String address() {
    return external("OMS_NATS_URL").orElseGet(() -> "nats://127.0.0.1:" + port());
  }

  /** The HTTP port for {@code /healthz}, {@code /varz}, {@code /jsz}. */
  public int monitorPort() {
    return workshop().ports().of("nats-monitor");
  }

  /** Where monitoring answers. */
  public URI monitorUrl() {
    return URI.create(
        external("NATS_MONITOR_URL").orElseGet(() -> "http://127.0.0.1:" + monitorPort()));
  }

  @Override
  public boolean isReady() {
    return Probe.answers(monitorUrl().resolve("/healthz"), workshop().limits().probe());
  }

  @Override
  List<Integer> ports() {
    return List.of(port(), monitorPort());
  }

  @Override
  Launch launchPlan() {
    List<String> command = new ArrayList<>(List.of("nats-server"));
    Path config = workshop().project().resolve("nats/server.conf");
    if (Files.exists(config)) {
      command.addAll(List.of("-c", config.toString()));
    }
    // Addresses and directories belong to this stack; arguments win over the file.
    command.addAll(List.of("-a", "127.0.0.1", "-p", Integer.toString(port())));
    command.addAll(List.of("-m", Integer.toString(monitorPort())));
    command.addAll(List.of("-js", "-sd", data().toString()));
    return Launch.of(command);
  }
}
