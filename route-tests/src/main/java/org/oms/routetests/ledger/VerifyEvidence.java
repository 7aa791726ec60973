// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks one evidence bundle offline: {@code VerifyEvidence FILE [KEY]}.
 *
 * <p>Exits with 0 when the evidence holds, 1 when it does not, 2 when it could not be read. Without
 * a key it believes the one in the bundle and says so.
 */
public final class VerifyEvidence {

  private VerifyEvidence() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  @SuppressWarnings("SystemOut")
  static int run(String... arguments) {
    if (arguments.length == 0) {
      System.err.println("usage: make verify-evidence FILE=evidence.json [KEY=<verifier key>]");
      return 2;
    }
    try {
      Evidence evidence = new Evidence(new ObjectMapper().readTree(Path.of(arguments[0]).toFile()));
      boolean given = arguments.length > 1;
      String key = given ? arguments[1] : evidence.namedKey();
      Optional<String> fault = evidence.fault(List.copyOf(NoteKey.parseAll(key)));
      System.out.println(fault.orElse("The event is in the tree that this key signed: " + key));
      if (!given) {
        System.out.println("The key is the bundle's own: compare it with the operator's.");
      }
      return fault.isEmpty() ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("The evidence could not be read: " + e.getMessage());
      return 2;
    }
  }
}
