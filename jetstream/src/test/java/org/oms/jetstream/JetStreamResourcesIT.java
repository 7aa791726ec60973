// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The files decide what is created; a difference is told, never repaired behind one's back. */
class JetStreamResourcesIT {

  @RegisterExtension private final JetStreamFixture nats = new JetStreamFixture();

  private final JetStreamResources resources = JetStreamFixture.resources();

  @Test
  void apply_createsOnceWithoutDrift() throws Exception {
    assertThat(resources.drifts(nats.connection()))
        .extracting(Drift::toString)
        .containsExactly("AUDIT_EVENTS is missing", "AUDIT_EVENTS/audit-ingest is missing");

    assertThat(resources.apply(nats.connection()))
        .containsExactly("AUDIT_EVENTS", "AUDIT_EVENTS/audit-ingest");
    assertThat(resources.apply(nats.connection())).isEmpty();

    assertThat(resources.drifts(nats.connection())).isEmpty();
    StreamConfiguration live = nats.management().getStreamInfo("AUDIT_EVENTS").getConfiguration();
    assertThat(live.getSubjects()).containsExactly("audit.events.>");
    assertThat(live.getMaxAge()).isEqualTo(Duration.ofDays(30));
    assertThat(live.getMaxBytes()).isEqualTo(1024L * 1024 * 1024);
    assertThat(live.getMaxMsgs()).isEqualTo(1_000_000);
    assertThat(live.getDuplicateWindow()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void apply_leavesADifferentStreamAloneAndDriftsNameTheDifference() throws Exception {
    resources.apply(nats.connection());
    StreamConfiguration live = nats.management().getStreamInfo("AUDIT_EVENTS").getConfiguration();
    nats.management()
        .updateStream(StreamConfiguration.builder(live).maxAge(Duration.ofDays(1)).build());
    nats.management()
        .addOrUpdateConsumer(
            "AUDIT_EVENTS",
            ConsumerConfiguration.builder(nats.consumerInfo().getConsumerConfiguration())
                .maxDeliver(5)
                .build());

    assertThat(resources.apply(nats.connection())).isEmpty();

    assertThat(resources.drifts(nats.connection()))
        .containsExactly(
            new Drift("AUDIT_EVENTS", "max_age", "2592000000000000", "86400000000000"),
            new Drift("AUDIT_EVENTS/audit-ingest", "max_deliver", "-1", "5"));
  }

  @Test
  void liveSettingAbsentFromTheFile_isADrift() throws Exception {
    nats.management()
        .addStream(
            StreamConfiguration.builder()
                .name("AUDIT_EVENTS")
                .subjects("audit.events.>")
                .republish(
                    io.nats.client.api.Republish.builder()
                        .source("audit.events.>")
                        .destination("copy.>")
                        .build())
                .build());

    assertThat(resources.drifts(nats.connection()))
        .extracting(Drift::field)
        .contains("republish", "max_age", "deny_delete", "");
  }

  @Test
  void fieldTheServerIsTooOldFor_isNoDrift(@TempDir Path directory) throws Exception {
    Path streams = Files.createDirectories(directory.resolve("streams"));
    Files.writeString(
        streams.resolve("NEWER.json"),
        """
        {"name": "NEWER", "subjects": ["newer"], "storage": "file", "retention": "limits",
         "metadata": {"owner": "oms"}, "compression": "s2"}""");
    JetStreamResources newer = JetStreamResources.fromDirectory(directory, "NEWER");

    newer.apply(nats.connection());

    assertThat(newer.drifts(nats.connection())).isEmpty();
  }

  @Test
  void refusedConfiguration_saysWhy(@TempDir Path directory) throws Exception {
    Path streams = Files.createDirectories(directory.resolve("streams"));
    Files.writeString(
        streams.resolve("BAD.json"),
        "{\"name\": \"BAD\", \"subjects\": [\"bad\"], \"num_replicas\": 3}");

    assertThatThrownBy(
            () -> JetStreamResources.fromDirectory(directory, "BAD").apply(nats.connection()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("replicas");
  }
}
