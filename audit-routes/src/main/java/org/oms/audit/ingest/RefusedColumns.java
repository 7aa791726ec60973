package org.oms.audit.ingest;

import java.util.List;
import java.util.function.Function;

/** Refused messages by column, as {@code sql/ingest/insert-dead-letters.sql} unnests them. */
public record RefusedColumns(List<RefusedMessage> refused) {

  /** Reasons quote what was sent; the payload itself is kept whole. */
  private static final int REASON_CHARS_MAX = 2000;

  public String[] stream() {
    return texts(letter -> letter.message().stream());
  }

  public Long[] sequence() {
    return refused.stream().map(letter -> letter.message().sequence()).toArray(Long[]::new);
  }

  public String[] subject() {
    return texts(letter -> letter.message().subject());
  }

  public String[] messageId() {
    return texts(letter -> letter.message().messageId());
  }

  public byte[][] payload() {
    return refused.stream().map(letter -> letter.message().payload()).toArray(byte[][]::new);
  }

  public String[] reason() {
    return texts(letter -> storable(letter.reason()));
  }

  private String[] texts(Function<RefusedMessage, String> value) {
    return refused.stream().map(value).toArray(String[]::new);
  }

  private static String storable(String reason) {
    String text = reason.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return text.length() > REASON_CHARS_MAX ? text.substring(0, REASON_CHARS_MAX) : text;
  }
}
