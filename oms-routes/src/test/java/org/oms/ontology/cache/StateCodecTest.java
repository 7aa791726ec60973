// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.oms.ontology.cache.StateCodec.Step;
import org.oms.ontology.resource.BranchState;
import org.oms.ontology.resource.Kind;
import org.oms.ontology.resource.Resource;

class StateCodecTest {

  private final StateCodec codec = new StateCodec(1_000_000);
  private final Resource employee = objectType("Employee", "직원 🚀\n\"x\"");
  private final Resource badge = objectType("Badge", "1.10");
  private final BranchState before = state("c1", 4, Map.of("feature", "f1"), employee, badge);

  @Test
  void aState_comesBackAsItWas() throws IOException {
    byte[] value = codec.encode(before).orElseThrow();
    assertThat(codec.decode("main", "c1", value)).isEqualTo(before);
  }

  @Test
  void aStep_leadsToTheNextState() throws IOException {
    Resource renamed = objectType("Person", "new name");
    BranchState after =
        state("c2", 5, Map.of("feature", "f2"), renamed, badge, objectType("Added", "added"));
    Step step = codec.decodeStep(codec.encodeStep(before, after).orElseThrow());
    assertThat(step.parent()).isEqualTo("c1");
    assertThat(step.after(before, "c2")).isEqualTo(after);
  }

  @Test
  void whatIsTooLarge_isNotWritten() {
    assertThat(new StateCodec(10).encode(before)).isEmpty();
  }

  @Test
  void aDamagedValue_isNotRead() {
    byte[] value = codec.encode(before).orElseThrow();
    value[value.length / 2] ^= 1;
    assertThatThrownBy(() -> codec.decode("main", "c1", value)).isInstanceOf(IOException.class);
  }

  private static BranchState state(
      String commit, long guard, Map<String, String> merged, Resource... resources) {
    TreeMap<String, Resource> named = new TreeMap<>();
    for (Resource resource : resources) {
      named.put(resource.apiName(), resource);
    }
    Map<Kind, TreeMap<String, Resource>> kinds = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      kinds.put(kind, kind == Kind.OBJECT_TYPE ? named : new TreeMap<>());
    }
    return new BranchState("main", commit, guard, kinds, merged);
  }

  private static Resource objectType(String apiName, String displayName) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("rid", "ri.oms.object-type.1").put("apiName", apiName).put("displayName", displayName);
    body.put("revision", 1).put("isAbstract", false);
    body.putObject("constraints").put("min", new BigDecimal("1.10"));
    return new Resource(Kind.OBJECT_TYPE, body);
  }
}
