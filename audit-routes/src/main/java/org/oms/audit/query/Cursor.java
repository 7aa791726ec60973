// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.SortedMap;
import java.util.UUID;
import org.oms.audit.problem.RefusedException;

/**
 * Where a page ended: the sort key and the id of its last event.
 *
 * <p>It is not signed, since it grants nothing: filters and the caller's rights hold on each page.
 * It is bound to filters and sort by a fingerprint, because with others it would skip events.
 *
 * @param key microseconds since 1970, or the sequence
 */
public record Cursor(long fingerprint, long key, UUID id) {

  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 4 * Long.BYTES;

  /** The fingerprint of filters and sort. */
  static long fingerprint(SortedMap<String, String> parameters) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parameters.forEach(
          (name, value) -> {
            digest.update((name.length() + name).getBytes(StandardCharsets.UTF_8));
            digest.update((value.length() + value).getBytes(StandardCharsets.UTF_8));
          });
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a cursor.
   *
   * @throws RefusedException when it is none, or one of another search
   */
  static Cursor parse(String text, long fingerprint, String pointer) {
    Cursor cursor = parse(text, pointer);
    if (cursor.fingerprint != fingerprint) {
      throw RefusedException.invalid(
          pointer, "foreign-cursor", "The cursor belongs to other filters or another sort.");
    }
    return cursor;
  }

  private static Cursor parse(String text, String pointer) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() == BYTES && bytes.get() == VERSION) {
        return new Cursor(
            bytes.getLong(), bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
      }
    } catch (IllegalArgumentException e) {
      // Not Base64: the same answer as for any other text that is no cursor.
    }
    throw RefusedException.invalid(pointer, "bad-cursor", "The cursor is not one of this service.");
  }

  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).put(VERSION).putLong(fingerprint).putLong(key);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The key as PostgreSQL compares it. */
  Object keyFor(Sort sort) {
    return switch (sort) {
      case SEQUENCE -> key;
      case OCCURRED_AT, OCCURRED_AT_DESCENDING, RECORDED_AT, RECORDED_AT_DESCENDING ->
          Instant.EPOCH.plus(key, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    };
  }

  static long keyOf(OffsetDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }
}
