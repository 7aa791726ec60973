// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oms.ontology.problem.ProblemException;

class CursorTest {

  @Test
  void cursor_isOnlyGoodForItsQuery() {
    String text = new Cursor("/a?sort=x", "키", "rid").text();

    assertThat(Cursor.of("/a?sort=x", text).key()).isEqualTo("키");
    assertThatThrownBy(() -> Cursor.of("/b", text)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%%%", "e30", "bnVsbA", "한글", "W10"})
  void garbage_isAProblem(String text) {
    assertThatThrownBy(() -> Cursor.of("/a", text)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiName", "-apiName", "displayName", "-displayName", "-createdAt"})
  void pages_holdEveryResourceOnce(String sort) {
    BranchState state = Ontologies.empty();
    for (int i = 0; i < 23; i++) {
      String body = "{'apiName':'T" + i + "','displayName':'same" + i % 3 + "'}";
      state = Ontologies.after(state, Kind.OBJECT_TYPE, Ontologies.create(body));
    }
    ResourceList list =
        new ResourceList(
            Kind.OBJECT_TYPE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            sort,
            5);
    List<String> seen = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      ResourceList.Page page = list.page(state, "q", cursor);
      page.items().forEach(resource -> seen.add(resource.apiName()));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(seen).hasSize(23).doesNotHaveDuplicates();
  }
}
