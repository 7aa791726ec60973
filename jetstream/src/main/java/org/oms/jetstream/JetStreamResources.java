// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import io.nats.client.Connection;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream and its consumers as JSON files, the ones {@code nats stream add --config} takes.
 *
 * <p>They are created when missing and never changed when present: an update can drop messages, so
 * it is a human's decision. Until then {@link #drifts} names each difference.
 *
 * <p>Files: {@code nats/streams/STREAM.json} and {@code nats/consumers/STREAM/CONSUMER.json}.
 */
public final class JetStreamResources {

  private final String stream;
  private final String streamConfig;
  private final Map<String, String> consumerConfigs;

  private JetStreamResources(
      String stream, String streamConfig, Map<String, String> consumerConfigs) {
    this.stream = stream;
    this.streamConfig = streamConfig;
    this.consumerConfigs = consumerConfigs;
  }

  /** Reads {@code nats/…} from the class path. */
  public static JetStreamResources fromClasspath(String stream, String... consumers) {
    return read(stream, List.of(consumers), JetStreamResources::classpathText);
  }

  /** Reads {@code streams/…} and {@code consumers/…} below a directory. */
  public static JetStreamResources fromDirectory(
      Path directory, String stream, String... consumers) {
    return read(stream, List.of(consumers), file -> Files.readString(directory.resolve(file)));
  }

  private static JetStreamResources read(String stream, List<String> consumers, Source source) {
    try {
      Map<String, String> configs = new LinkedHashMap<>();
      for (String consumer : consumers) {
        configs.put(consumer, source.text("consumers/%s/%s.json".formatted(stream, consumer)));
      }
      return new JetStreamResources(
          stream, source.text("streams/%s.json".formatted(stream)), configs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classpathText(String file) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream("nats/" + file)) {
      if (in == null) {
        throw new IOException("nats/" + file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private interface Source {
    String text(String file) throws IOException;
  }

  /**
   * Creates what is missing.
   *
   * @return the names of what was created, {@code STREAM} and {@code STREAM/CONSUMER}
   * @throws IOException if the server does not answer or refuses
   */
  public List<String> apply(Connection connection) throws IOException, InterruptedException {
    JetStreamApi api = new JetStreamApi(connection);
    List<String> created = new ArrayList<>();
    if (api.streamConfig(stream).isEmpty()) {
      api.createStream(stream, streamConfig);
      created.add(stream);
    }
    for (var consumer : consumerConfigs.entrySet()) {
      if (api.consumerConfig(stream, consumer.getKey()).isEmpty()) {
        api.createConsumer(stream, consumer.getKey(), consumer.getValue());
        created.add(stream + "/" + consumer.getKey());
      }
    }
    return created;
  }

  /**
   * Compares the server with the files.
   *
   * @return each differing field; none if the server runs what the files say
   * @throws IOException if the server does not answer or refuses
   */
  public List<Drift> drifts(Connection connection) throws IOException, InterruptedException {
    JetStreamApi api = new JetStreamApi(connection);
    var comparison = new ConfigComparison(connection.getServerInfo());
    List<Drift> drifts =
        new ArrayList<>(comparison.drifts(stream, parse(streamConfig), api.streamConfig(stream)));
    for (var consumer : consumerConfigs.entrySet()) {
      drifts.addAll(
          comparison.drifts(
              stream + "/" + consumer.getKey(),
              parse(consumer.getValue()),
              api.consumerConfig(stream, consumer.getKey())));
    }
    return drifts;
  }

  private static JsonValue parse(String json) throws IOException {
    try {
      return JsonParser.parse(json);
    } catch (JsonParseException e) {
      throw new IOException("Not JSON: " + e.getMessage(), e);
    }
  }
}
