// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ControlCatalogueTest {

  private final ControlCatalogue catalogue = new ControlCatalogue();

  @Test
  void everyFrameworkHasControls_eachWithItsPlace_andItsQueryOrWhyItHasNone() {
    for (String framework : ControlCatalogue.FRAMEWORKS) {
      List<Control> controls = catalogue.of(framework);
      assertThat(controls).hasSizeGreaterThan(5);
      assertThat(controls).extracting(Control::id).doesNotHaveDuplicates();
      assertThat(controls)
          .allSatisfy(
              control -> {
                assertThat(control.standards().get(framework)).isNotBlank();
                assertThat(control.title()).isNotBlank();
                if (control.sql() == null) {
                  assertThat(control.note()).contains("Can't be evidenced here");
                } else {
                  assertThat(control.sql()).contains(" as id");
                }
              });
    }
  }
}
