// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.OBJECT_TYPES;
import static org.oms.routetests.RunningSystem.awaitThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.oms.stack.ServicePart;

/**
 * An instance that starts, or did not commit itself, reads states from Redis, and never wrong ones.
 */
class SharedCacheIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  private final ServicePart first = SYSTEM.stack().oms();
  private final ServicePart second = SYSTEM.oms(2);

  @Test
  void restartedInstance_readsTheStateFromRedis() {
    String name = Ontology.name("Restarted");
    String commit = create(name);
    awaitThat("the state is in Redis").until(() -> SYSTEM.redis().has(key(commit, "state1")));
    first.restart();
    assertThat(SYSTEM.oms(first).get(OBJECT_TYPES + "/" + name).status()).isEqualTo(200);
    assertThat(reads(first, "hit")).isPositive();
    assertThat(reads(first, "miss")).isZero();
  }

  @Test
  void otherInstance_followsEachCommit() {
    String warm = Ontology.name("Warm");
    String commit = create(warm);
    awaitThat("the state is in Redis").until(() -> SYSTEM.redis().has(key(commit, "state1")));
    second.start();
    assertThat(SYSTEM.oms(second).get(OBJECT_TYPES + "/" + warm).status()).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      String name = Ontology.name("Followed");
      String step = key(create(name), "step1");
      awaitThat("the step is in Redis").until(() -> SYSTEM.redis().has(step));
      awaitThat("the other instance reads it")
          .until(() -> SYSTEM.oms(second).get(OBJECT_TYPES + "/" + name).status() == 200);
    }
    assertThat(reads(second, "hit")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void damagedState_isReadFromTerminusDb() {
    String name = Ontology.name("Damaged");
    String commit = create(name);
    awaitThat("the state is in Redis").until(() -> SYSTEM.redis().has(key(commit, "state1")));
    SYSTEM.redis().set(key(commit, "state1"), "no state at all");
    first.restart();
    assertThat(SYSTEM.oms(first).get(OBJECT_TYPES + "/" + name).status()).isEqualTo(200);
    assertThat(reads(first, "hit")).isZero();
  }

  @Test
  void everyKeyExpires() {
    String commit = create(Ontology.name("Expiring"));
    SYSTEM.oms().post("/api/v1/sessions");
    awaitThat("the state is in Redis").until(() -> SYSTEM.redis().has(key(commit, "state1")));
    assertThat(SYSTEM.redis().keys("*"))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(SYSTEM.redis().expiresInMs(key)).as(key).isNotEqualTo(-1));
  }

  private static String create(String name) {
    Api.Answer created = SYSTEM.oms().post(OBJECT_TYPES, Ontology.objectType(name));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return created.header("OMS-Commit").orElseThrow();
  }

  private static String key(String commit, String what) {
    return "oms:cache:main:" + commit + ":" + what;
  }

  private static double reads(ServicePart instance, String result) {
    String metrics = Api.stranger(instance.url()).text("/metrics");
    Matcher found =
        Pattern.compile("oms_cache_reads_total\\{result=\"" + result + "\"[^}]*} ([0-9.]+)")
            .matcher(metrics);
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }
}
