// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.oms.ontology.RealParts;
import org.oms.ontology.rest.Client;

/** What is believed of the heads of branches. */
@QuarkusTest
@WithTestResource(RealParts.class)
class HeadsIT {

  private static final String TYPES = "/api/v1/schemas/main/object-types";
  private static final String KEY = "oms:cache:head:main";

  @TestHTTPResource("/")
  URI root;

  @Inject RedisDataSource redis;

  @Test
  void aHeadThatRedisMissed_isNotForgotten_andRedisIsTold() {
    Client developer = Client.of(root, "developer");
    String before = create(developer).header("OMS-Commit");
    Client.Answer newest = create(developer);
    redis.value(String.class).psetex(KEY, 60_000, before);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              assertThat(developer.get(newest.header("Location")).status()).isEqualTo(200);
              return redis.value(String.class).get(KEY).equals(newest.header("OMS-Commit"));
            });
  }

  private static Client.Answer create(Client developer) {
    String name = "Head" + UUID.randomUUID().toString().replace("-", "");
    String body = "{\"apiName\": \"" + name + "\", \"displayName\": \"h\"}";
    return developer.post(TYPES, body).is(201);
  }
}
