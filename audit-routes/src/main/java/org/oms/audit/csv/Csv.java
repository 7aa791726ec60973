// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * CSV (RFC 4180) in UTF-8, whose cells no spreadsheet takes for a formula.
 *
 * <p>A cell that begins with one of {@code = + - @}, their full-width forms, a tab or a line break
 * gets an apostrophe before it, and so does a cell that begins with an apostrophe: a reader who
 * takes one apostrophe off the beginning of each cell has exactly what was stored.
 */
public final class Csv {

  private static final String FORMULA_BEGINNINGS = "=+-@\t\r\n'＝＋－＠";

  private static final ObjectWriter ROWS =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build()
          .writerFor(String[].class)
          .with(CsvSchema.emptySchema().withLineSeparator("\r\n"));

  private Csv() {}

  /** Writes rows; null is an empty cell. */
  public static void write(List<String[]> rows, OutputStream out) throws IOException {
    try (SequenceWriter writer = ROWS.writeValues(out)) {
      for (String[] row : rows) {
        String[] safe = new String[row.length];
        for (int i = 0; i < row.length; i++) {
          safe[i] = safe(row[i]);
        }
        writer.write(safe);
      }
    }
  }

  static String safe(String cell) {
    if (cell == null || cell.isEmpty()) {
      return ""; // a null would be left out, and the cells after it move
    }
    return FORMULA_BEGINNINGS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
