// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackCommandTest {

  @TempDir private Path directory;

  @Test
  void shortDurations_areRead() {
    StackCommand.ShortDuration reader = new StackCommand.ShortDuration();

    assertThat(reader.convert("30m")).isEqualTo(Duration.ofMinutes(30));
    assertThat(reader.convert("8h")).isEqualTo(Duration.ofHours(8));
    assertThat(reader.convert("7d")).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void unknownPart_isRefusedWithTheKnownOnes() {
    LocalStack stack = LocalStack.configure().stateDirectory(directory).open();

    assertThatThrownBy(() -> stack.part("mysql"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("postgres, nats, redis, terminusdb, oms, audit");
    assertThat(stack.part("audit-2")).isSameAs(stack.audit(2));
  }

  @Test
  void addresses_nameEveryVariableTheServicesRead() {
    assertThat(LocalStack.configure().stateDirectory(directory).open().addresses())
        .containsEntry("OMS_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:15432/audit_db")
        .containsEntry("AUDIT_NATS_URL", "nats://127.0.0.1:14222")
        .containsEntry("OMS_REDIS_URL", "redis://:redis123@127.0.0.1:16379")
        .containsKeys("OMS_AUDIT_TOKEN", "AUDIT_POSTGRES_OWNER_PASSWORD", "OMS_URL", "AUDIT_URL");
  }

  @Test
  void failure_isOneSentenceAndACode() {
    assertThat(StackCommand.run("--state-dir", directory.toString(), "kill", "mysql")).isEqualTo(1);
  }

  @Test
  void externalStack_namesTheAddressItMisses() {
    LocalStack.Builder external =
        LocalStack.configure().stateDirectory(directory).where(LocalStack.Where.EXTERNAL);

    assertThatThrownBy(external::open)
        .isInstanceOf(StackException.class)
        .hasMessage("The stack is external, and the environment has no OMS_TERMINUSDB_URL.");
  }

  @Test
  void externalPart_isLeftAlone() {
    PartHost host = new ExternalHost("nats");

    host.stop();
    assertThat(host.state()).isEqualTo(PartState.EXTERNAL);
    assertThatThrownBy(host::kill)
        .isInstanceOf(StackException.class)
        .hasMessage("nats is external, so it can't be killed from here.");
  }

  @Test
  void containers_haveSettingsOfTheirOwn() {
    LocalStack.Builder stack = LocalStack.configure().stateDirectory(directory);

    assertThat(stack.open().thisMachine()).isEqualTo("127.0.0.1");
    LocalStack containers = stack.where(LocalStack.Where.COMPOSE).open();
    assertThat(containers.thisMachine()).isEqualTo("host.docker.internal");
    assertThat(containers.addresses().get("LEDGER_KEYS")).startsWith("audit.oms.local/ledger+");
  }
}
