// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir private Path directory;

  @Test
  void fixedPorts_areThoseOfTheDevelopmentStack() {
    Ports ports = Ports.load(directory.resolve("ports"));

    assertThat(ports.of("oms")).isEqualTo(18000);
    assertThat(ports.of("nats-monitor")).isEqualTo(18222);
  }

  @Test
  void replica_getsAFreePort() {
    Ports ports = Ports.load(directory.resolve("ports"));

    assertThat(ports.of("oms-2")).isBetween(20_000, 32_000);
    assertThat(ports.of("oms-2")).isEqualTo(ports.of("oms-2"));
  }

  @Test
  void savedPorts_areFoundByTheNextLauncher() {
    Ports ports = Ports.load(directory.resolve("ports"));
    ports.reassign(true);
    int postgres = ports.of("postgres");
    ports.save();

    assertThat(Ports.load(directory.resolve("ports")).of("postgres")).isEqualTo(postgres);
  }

  @Test
  void reassignment_returnsToTheFixedPorts() {
    Ports ports = Ports.load(directory.resolve("ports"));
    ports.reassign(true);
    assertThat(ports.of("redis")).isNotEqualTo(16379);

    ports.reassign(false);

    assertThat(ports.of("redis")).isEqualTo(16379);
  }

  @Test
  void takenPort_isExplainedWithItsOwner() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Ports.requireFree("postgres", taken.getLocalPort()))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("Port %d, which postgres needs", taken.getLocalPort())
          .hasMessageContaining("process %d (", ProcessHandle.current().pid())
          .hasMessageContaining("--free-ports");
    }
  }
}
