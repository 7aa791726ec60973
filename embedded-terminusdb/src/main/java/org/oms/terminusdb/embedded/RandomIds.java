// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The ids TerminusDB makes up: of commits, databases, layers and documents without a key. */
public final class RandomIds {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String COMMIT_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final String DOCUMENT_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int COMMIT_LENGTH = 31;
  private static final int DOCUMENT_LENGTH = 16;
  private static final int LAYER_BYTES = 32;

  private RandomIds() {}

  public static String ofCommit() {
    return of(COMMIT_ALPHABET, COMMIT_LENGTH);
  }

  public static String ofDocument() {
    return of(DOCUMENT_ALPHABET, DOCUMENT_LENGTH);
  }

  public static String ofLayer() {
    byte[] bytes = new byte[LAYER_BYTES];
    RANDOM.nextBytes(bytes);
    return "layer_data:Layer_" + HexFormat.of().formatHex(bytes);
  }

  /** SHA-256 in hexadecimal, as the Hash and ValueHash keys use it. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String of(String alphabet, int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
