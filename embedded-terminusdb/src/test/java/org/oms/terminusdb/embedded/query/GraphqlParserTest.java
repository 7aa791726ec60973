// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oms.terminusdb.embedded.Json;

/** Fields, aliases, arguments and variables are read; the rest is refused with its place. */
class GraphqlParserTest {

  @Test
  void aliasesArgumentsAndSelections_areRead() {
    List<GraphqlField> fields =
        parse("{ a: C(filter:{m:{eq:\"q\\\"\\n한\"}}, limit: 2, o:{t:DESC}){ id p{id} } # end\n }");

    GraphqlField field = fields.get(0);
    assertThat(field.alias()).isEqualTo("a");
    assertThat(field.name()).isEqualTo("C");
    assertThat(field.arguments().at("/filter/m/eq").asText()).isEqualTo("q\"\n한");
    assertThat(field.arguments().path("limit").asInt()).isEqualTo(2);
    assertThat(field.arguments().at("/o/t").asText()).isEqualTo("DESC");
    assertThat(field.fields().get(1).fields().get(0).name()).isEqualTo("id");
  }

  @Test
  void variables_standForTheirValues() {
    ObjectNode variables = Json.object("m", "x");

    List<GraphqlField> fields =
        GraphqlParser.parse("query Q($m: String!) { C(a:$m, b:[$m]) { id } }", variables);

    assertThat(fields.get(0).arguments()).isEqualTo(Json.object("a", "x", "b", List.of("x")));
  }

  @Test
  void missingVariableAndEndOfInput_areRefused() {
    assertThatThrownBy(() -> parse("query Q($m:String!){ C(a:$m){ id } }"))
        .hasMessage("Variable \"$m\" of required type \"String!\" was not provided.");
    assertThatThrownBy(() -> parse("{ C{")).hasMessage("Unexpected end of input");
  }

  private static List<GraphqlField> parse(String query) {
    return GraphqlParser.parse(query, Json.object());
  }
}
