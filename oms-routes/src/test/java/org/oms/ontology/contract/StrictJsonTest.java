// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.ontology.problem.ProblemException;

class StrictJsonTest {

  private final StrictJson json = new StrictJson(8, 20);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anyUnicodeText_comesBackAsItCame() {
    assertThat(json.read(bytes("{\"a\":\"한국어 🎉\\n\"}")).path("a").asText()).isEqualTo("한국어 🎉\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"\\u0007\":1}",
        "[[[[[[[[[1]]]]]]]]]",
        "1e999999999",
        "123456789012345678901234567890",
        "NaN"
      })
  void whatOthersLetPass_isRefused(String text) {
    assertThatThrownBy(() -> json.read(bytes(text))).isInstanceOf(ProblemException.class);
  }

  @Test
  void brokenUtf8_isRefused() {
    ByteBuffer broken = ByteBuffer.wrap(new byte[] {'"', (byte) 0xff, '"'});

    assertThatThrownBy(() -> json.read(broken)).isInstanceOf(ProblemException.class);
  }
}
