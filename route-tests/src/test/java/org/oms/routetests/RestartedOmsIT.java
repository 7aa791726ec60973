// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.Ontology.INTERFACES;
import static org.oms.routetests.Ontology.LINK_TYPES;
import static org.oms.routetests.Ontology.OBJECT_TYPES;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was in memory is read from TerminusDB after a restart, to the letter. */
class RestartedOmsIT {

  @RegisterExtension static final RunningSystem SYSTEM = RunningSystem.shared();

  @Test
  void everyResource_isReadAsItWasAnswered_byTheNextProcess() {
    String type = Ontology.name("Whole");
    String asked = Ontology.name("Asked");
    Map<String, ObjectNode> written = new LinkedHashMap<>();
    written.put(INTERFACES, Ontology.interfaceType(asked).put("description", Ontology.KOREAN));
    written.put(OBJECT_TYPES, wholeObjectType(type, asked));
    written.put(LINK_TYPES, Ontology.linkType(Ontology.name("Link"), type, asked));
    Map<String, Api.Answer> answered = new LinkedHashMap<>();
    written.forEach(
        (path, body) -> {
          Api.Answer created = SYSTEM.oms().post(path, body);
          assertThat(created.status()).as(created.toString()).isEqualTo(201);
          answered.put(path + "/" + body.path("apiName").asText(), created);
        });

    SYSTEM.stack().oms().kill();
    SYSTEM.stack().oms().start();

    answered.forEach(
        (path, created) -> {
          Api.Answer read = SYSTEM.oms().get(path);
          assertThat(read.status()).as(read.toString()).isEqualTo(200);
          assertThat(read.response().body()).isEqualTo(created.response().body());
          assertThat(read.etag()).isEqualTo(created.etag());
        });
  }

  /** Every field there is. */
  private static ObjectNode wholeObjectType(String apiName, String implemented) {
    ObjectNode body = Ontology.objectType(apiName);
    body.put("displayName", Ontology.KOREAN).put("pluralDisplayName", Ontology.KOREAN);
    body.put("description", "a \"quoted\" \\ text\n\twith lines " + Ontology.KOREAN);
    body.put("status", "deprecated").put("visibility", "hidden").put("icon", "person");
    body.putObject("deprecation").put("reason", "낡음").put("deadline", "2030-01-31");
    body.put("color", "#2D72D2").put("isAbstract", true).put("titleProperty", "fullName");
    body.withArray("groups").add("people").add("사람");
    body.withArray("interfaces").add(implemented);
    ObjectNode city = Ontology.property("city");
    city.put("isIndexed", true).put("sortOrder", 3).put("defaultValue", "서울");
    city.withArray("enumValues").add("서울").add("부산");
    ObjectNode size = Ontology.property("size").put("dataType", "double");
    size.put("defaultValue", 1.25e-7).putObject("constraints").put("min", -1.5).put("max", 1e20);
    body.withArray("properties").add(city).add(size);
    return body;
  }
}
