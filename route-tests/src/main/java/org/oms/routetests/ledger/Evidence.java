// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One event with its proof, as {@code GET /events/{id}/proof} gives it; checked without any
 * service.
 */
final class Evidence {

  private final JsonNode bundle;
  private final Sha256 sha256 = new Sha256();

  Evidence(JsonNode bundle) {
    this.bundle = bundle;
  }

  /** The key the bundle itself names; whoever made the bundle chose it. */
  String namedKey() {
    return bundle.path("key").asText();
  }

  /** What contradicts the evidence; empty when it holds for one of these keys. */
  Optional<String> fault(List<NoteKey> keys) {
    Optional<SignedCheckpoint> checkpoint =
        SignedCheckpoint.read(bundle.path("checkpoint").asText(), keys);
    if (checkpoint.isEmpty()) {
      return Optional.of("The checkpoint is not signed by the key.");
    }
    if (!bundle.path("event").isTextual()) {
      return Optional.of("The bundle has no event.");
    }
    byte[] leaf = sha256.leaf(bundle.path("event").asText().getBytes(StandardCharsets.UTF_8));
    try {
      return provesInclusion(leaf, checkpoint.get())
          ? Optional.empty()
          : Optional.of("The event is not at this place of the signed tree.");
    } catch (IllegalArgumentException e) {
      return Optional.of("A hash is no Base64.");
    }
  }

  /** RFC 9162 section 2.1.3.2. */
  private boolean provesInclusion(byte[] leaf, SignedCheckpoint checkpoint) {
    long index = bundle.path("leafIndex").asLong(-1);
    if (index < 0 || index >= checkpoint.size()) {
      return false;
    }
    long last = checkpoint.size() - 1;
    byte[] hash = leaf;
    for (byte[] sibling : auditPath()) {
      if (last == 0) {
        return false;
      }
      if ((index & 1) == 1 || index == last) {
        hash = sha256.node(sibling, hash);
        int levels = (index & 1) == 1 ? 0 : Long.numberOfTrailingZeros(index);
        index >>= levels;
        last >>= levels;
      } else {
        hash = sha256.node(hash, sibling);
      }
      index >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, checkpoint.root());
  }

  private List<byte[]> auditPath() {
    List<byte[]> path = new ArrayList<>();
    bundle
        .path("auditPath")
        .forEach(element -> path.add(Base64.getDecoder().decode(element.asText())));
    return path;
  }
}
