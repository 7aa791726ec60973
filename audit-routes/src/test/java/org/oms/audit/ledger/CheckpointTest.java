// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oms.audit.AuditConfig;
import org.oms.audit.hash.Hash;

/**
 * Checkpoints are C2SP signed notes that others can read, and only keys of the ledger sign them.
 */
class CheckpointTest {

  /** The first test vector of RFC 8032. */
  private static final String DEVELOPMENT_KEY =
      "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

  private static final Hash ROOT = Hash.ofLeaf("event".getBytes(StandardCharsets.UTF_8));

  private final SigningKey key = new SigningKey(config(DEVELOPMENT_KEY, List.of()), false);

  @Test
  void aNoteOfTheReferenceImplementationIsVerified() {
    VerifierKey known =
        VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    String text =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.
        """;
    byte[] signature =
        Base64.getDecoder()
            .decode(
                "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");
    byte[] withoutId = Arrays.copyOfRange(signature, 4, signature.length);
    assertThat(known.id()).isEqualTo(Arrays.copyOf(signature, 4));
    assertThat(known.verifies(text, withoutId)).isTrue();
    assertThat(known.verifies(text + " ", withoutId)).isFalse();
  }

  @Test
  void aSignedCheckpointHasOriginSizeAndRoot_andIsReadAgain() {
    Checkpoint checkpoint = Checkpoint.sign(key, 42, ROOT);
    assertThat(checkpoint.note().lines().toList())
        .startsWith("audit.test/ledger", "42", ROOT.base64(), "")
        .hasSize(5);
    assertThat(checkpoint.note()).contains("\n\n— audit.test/ledger ").endsWith("\n");
    assertThat(Checkpoint.read(checkpoint.note(), key.trusted())).isEqualTo(checkpoint);
  }

  @Test
  void aChangedCheckpointIsRefused() {
    String note = Checkpoint.sign(key, 42, ROOT).note();
    for (String changed :
        List.of(
            note.replace("\n42\n", "\n43\n"),
            note.replace("audit.test", "audit.other"),
            note.replace("\n\n", "\nmore\n\n"),
            note.replace("\n\n", "\n"),
            note.substring(0, note.indexOf("— ")),
            "")) {
      assertThatThrownBy(() -> Checkpoint.read(changed, key.trusted()))
          .isInstanceOf(BrokenTreeException.class);
    }
  }

  @Test
  void aNoteOfTheKeyForAnotherOriginIsRefused() {
    String text = "audit.other/ledger\n42\n" + ROOT.base64() + "\n";
    byte[] signature = VerifierKey.concatenate(key.verifierKey().id(), key.sign(text));
    String note =
        text + "\n— audit.test/ledger " + Base64.getEncoder().encodeToString(signature) + "\n";
    assertThatThrownBy(() -> Checkpoint.read(note, key.trusted()))
        .isInstanceOf(BrokenTreeException.class);
  }

  @Test
  void aFormerKeysCheckpointIsReadOnlyWhenItIsNamed() {
    String note = Checkpoint.sign(key, 42, ROOT).note();
    String other = "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7";
    SigningKey stranger = new SigningKey(config(other, List.of()), true);
    SigningKey successor = new SigningKey(config(other, List.of(key.verifierKey().text())), true);
    assertThatThrownBy(() -> Checkpoint.read(note, stranger.trusted()))
        .isInstanceOf(BrokenTreeException.class);
    assertThat(Checkpoint.read(note, successor.trusted()).size()).isEqualTo(42);
  }

  @Test
  void productionRefusesTheDevelopmentKeyAndBadKeys() {
    assertThatThrownBy(() -> new SigningKey(config(DEVELOPMENT_KEY, List.of()), true))
        .hasMessageContaining("development key");
    assertThatThrownBy(() -> new SigningKey(config(null, List.of()), true))
        .hasMessageContaining("AUDIT_LEDGER_SIGNING_KEY");
    assertThatThrownBy(() -> new SigningKey(config("c2VjcmV0", List.of()), true))
        .hasMessageContaining("AUDIT_LEDGER_SIGNING_KEY");
  }

  private static AuditConfig.Ledger config(String signingKey, List<String> formerKeys) {
    return new AuditConfig.Ledger() {
      @Override
      public String origin() {
        return "audit.test/ledger";
      }

      @Override
      public Optional<String> signingKey() {
        return Optional.ofNullable(signingKey);
      }

      @Override
      public Optional<List<String>> formerKeys() {
        return Optional.of(formerKeys);
      }

      @Override
      public Duration checkpointInterval() {
        return Duration.ofSeconds(10);
      }

      @Override
      public Duration checkpointAgeMin() {
        return Duration.ofSeconds(1);
      }

      @Override
      public int verifyMax() {
        return 10;
      }
    };
  }
}
