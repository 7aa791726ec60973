// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'", "''x"})
  void whatCouldBeAFormulaIsText_andComesBack(String cell) {
    assertThat(Csv.safe(cell)).isEqualTo("'" + cell);
    assertThat(Csv.safe(cell).substring(1)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "a=1", "김민준", "😀", " =1"})
  void everythingElseStaysAsItIs(String cell) {
    assertThat(Csv.safe(cell)).isEqualTo(cell);
  }

  @Test
  void rowsAreThoseOfRfc4180() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Csv.write(List.of(new String[] {"a\"b", "c,d"}, new String[] {"e\r\nf", null, "김"}), out);
    assertThat(out.toString(UTF_8)).isEqualTo("\"a\"\"b\",\"c,d\"\r\n\"e\r\nf\",\"\",\"김\"\r\n");
  }
}
