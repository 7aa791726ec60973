// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Resource;

/**
 * Branch states and the steps between them as compressed JSON, with a checksum (gzip's), so that
 * what was damaged is not read. Every number keeps its digits.
 */
final class StateCodec {

  /** Part of the keys: another version of the service with another form does not read these. */
  static final String FORM = "1";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final int bytesMax;

  StateCodec(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** What one commit changed of a state. */
  record Step(
      String parent,
      Map<Kind, TreeMap<String, Resource>> changed,
      JsonNode removed,
      JsonNode rest) {

    /** The state after it. */
    BranchState after(BranchState before, String commit) {
      Map<Kind, TreeMap<String, Resource>> resources = new EnumMap<>(Kind.class);
      resources.putAll(before.resources());
      for (Kind kind : Kind.values()) {
        JsonNode gone = removed.path(kind.pathSegment());
        TreeMap<String, Resource> now = changed.getOrDefault(kind, new TreeMap<>());
        if (!gone.isEmpty() || !now.isEmpty()) {
          TreeMap<String, Resource> named = new TreeMap<>(before.byName(kind));
          gone.forEach(name -> named.remove(name.asText()));
          named.putAll(now);
          resources.put(kind, named);
        }
      }
      return state(before.branch(), commit, rest, resources);
    }
  }

  /** A whole state; empty when it is larger than a value may be. */
  Optional<byte[]> encode(BranchState state) {
    ObjectNode json = rest(state);
    ObjectNode kinds = json.putObject("resources");
    for (Kind kind : Kind.values()) {
      bodies(kinds, kind, state.all(kind));
    }
    return compressed(json);
  }

  BranchState decode(String branch, String commit, byte[] value) throws IOException {
    JsonNode json = read(value);
    return state(branch, commit, json, resources(json.path("resources")));
  }

  /** What lies between two states of a branch; empty when that is larger than a value may be. */
  @SuppressWarnings("ReferenceEquality") // What a commit did not touch is the same object.
  Optional<byte[]> encodeStep(BranchState before, BranchState after) {
    ObjectNode json = rest(after).put("parent", before.commit());
    ObjectNode changed = json.putObject("changed");
    ObjectNode removed = json.putObject("removed");
    for (Kind kind : Kind.values()) {
      Map<String, Resource> old = before.byName(kind);
      Map<String, Resource> now = after.byName(kind);
      if (old == now) {
        continue;
      }
      bodies(
          changed,
          kind,
          now.entrySet().stream()
              .filter(entry -> old.get(entry.getKey()) != entry.getValue())
              .map(Map.Entry::getValue)
              .toList());
      ArrayNode gone = removed.putArray(kind.pathSegment());
      old.keySet().stream().filter(name -> !now.containsKey(name)).forEach(gone::add);
    }
    return compressed(json);
  }

  Step decodeStep(byte[] value) throws IOException {
    JsonNode json = read(value);
    return new Step(
        json.path("parent").asText(), resources(json.path("changed")), json.path("removed"), json);
  }

  /** What a state has beside its resources. */
  private static ObjectNode rest(BranchState state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("guardRevision", state.guardRevision());
    ObjectNode merged = json.putObject("mergedCommits");
    state.mergedCommits().forEach(merged::put);
    return json;
  }

  @SuppressWarnings("NonApiType") // As BranchState has it.
  private static BranchState state(
      String branch, String commit, JsonNode rest, Map<Kind, TreeMap<String, Resource>> resources) {
    Map<String, String> merged = new HashMap<>();
    rest.path("mergedCommits")
        .properties()
        .forEach(entry -> merged.put(entry.getKey(), entry.getValue().asText()));
    return new BranchState(branch, commit, rest.path("guardRevision").asLong(), resources, merged);
  }

  private static void bodies(ObjectNode kinds, Kind kind, Collection<Resource> resources) {
    ArrayNode bodies = kinds.putArray(kind.pathSegment());
    resources.forEach(resource -> bodies.add(resource.body()));
  }

  @SuppressWarnings("NonApiType") // As BranchState has it.
  private static Map<Kind, TreeMap<String, Resource>> resources(JsonNode kinds) {
    Map<Kind, TreeMap<String, Resource>> resources = new EnumMap<>(Kind.class);
    kinds
        .properties()
        .forEach(
            entry -> {
              Kind kind = Kind.ofPathSegment(entry.getKey()).orElseThrow();
              TreeMap<String, Resource> named = new TreeMap<>();
              for (JsonNode body : entry.getValue()) {
                Resource resource = new Resource(kind, (ObjectNode) body);
                named.put(resource.apiName(), resource);
              }
              resources.put(kind, named);
            });
    return resources;
  }

  private Optional<byte[]> compressed(ObjectNode json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new FastGzip(bytes)) {
      JSON.writeValue(out, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size() > bytesMax ? Optional.empty() : Optional.of(bytes.toByteArray());
  }

  private static JsonNode read(byte[] value) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(value))) {
      return JSON.readTree(in);
    }
  }

  /** The fastest level: a third of the time of the usual one for a tenth more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
