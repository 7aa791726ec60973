// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.audit.http.ApiRequest;
import org.oms.audit.http.Origin;
import org.oms.audit.security.Caller;
import org.oms.audit.security.Token;

class OwnEventTest {

  private final EventReader reader = new EventReader(new EventSchema(), 100);

  @ParameterizedTest
  @ValueSource(strings = {"kim", "김민준", "a\u0000b", "half \ud83d", "\uFFFD"})
  void whoeverAsks_theEventKeepsTheContract(String text) {
    String id = UUID.randomUUID().toString();
    OwnEvent event =
        OwnEvent.by(request(text), "audit.read")
            .about("audit_query", id, 1)
            .with(JsonNodeFactory.instance.objectNode().put("operation", "listEvents"))
            .refused("forbidden", text);
    assertThatCode(() -> reader.read(event.message())).doesNotThrowAnyException();
  }

  @Test
  void whatIsTooLongIsCut() throws Exception {
    OwnEvent event =
        OwnEvent.by(request("가".repeat(5000)), "audit.read").about("audit_query", "x", 1);
    assertThat(reader.read(event.message()).json().at("/data/actor/id").textValue()).hasSize(200);
  }

  private static ApiRequest request(String text) {
    Token token =
        new Token(
            text,
            text,
            Optional.empty(),
            "default",
            List.of(text),
            Optional.empty(),
            Optional.empty(),
            Instant.MAX);
    return new ApiRequest(
        new Caller(token),
        new Origin("r-1", "127.0.0.1", text, null),
        Map.of(),
        Map.of(),
        null,
        new byte[0]);
  }
}
