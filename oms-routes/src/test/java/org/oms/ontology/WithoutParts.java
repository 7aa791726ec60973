// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** No part is there: the service starts and waits. */
public class WithoutParts implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "oms.postgres.url", "jdbc:postgresql://127.0.0.1:1/none",
        "oms.nats.url", "nats://127.0.0.1:1",
        "oms.redis.url", "redis://127.0.0.1:1",
        "oms.terminusdb.url", "http://127.0.0.1:1",
        "oms.audit.url", "http://127.0.0.1:1");
  }
}
