// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without Redis everything works, only slower. */
class RedisDownIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final Database database = SYSTEM.database();

  @Test
  void writesAndReadsGoOnWithoutRedis_andWhenItIsBack() {
    SYSTEM.stack().redis().kill();
    writeAndRead(Ontology.name("NoRedis"));
    SYSTEM.stack().redis().start();
    writeAndRead(Ontology.name("RedisBack"));
  }

  @Test
  void pausedRedis_holdsUpNothing() {
    SYSTEM.stack().redis().pause();
    writeAndRead(Ontology.name("RedisPaused"));
  }

  private void writeAndRead(String name) {
    Api.Answer created = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(SYSTEM.oms().get(OBJECT_TYPES + "/" + name).etag()).isEqualTo(created.etag());
    awaitThat("the event is stored").until(() -> database.stored(name) == 1);
  }
}
