// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oms.terminusdb.embedded.Json;

/** Reads one GraphQL query: fields with aliases, arguments and variables; no fragments. */
final class GraphqlParser {

  private static final Pattern TOKEN =
      Pattern.compile(
          "[\\s,]+|#[^\\n]*|(\"(?:\\\\.|[^\"\\\\])*\"|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?"
              + "|[_A-Za-z]\\w*|\\$|[{}()\\[\\]:!=])");

  private final List<Token> tokens = new ArrayList<>();
  private final ObjectNode variables;
  private int next;

  private record Token(String text, int line, int column) {}

  private GraphqlParser(String query, ObjectNode variables) {
    this.variables = variables;
    tokenize(query);
  }

  static List<GraphqlField> parse(String query, ObjectNode variables) {
    GraphqlParser parser = new GraphqlParser(query, variables);
    if (parser.peek().equals("query")) {
      parser.skipOperation();
    }
    return parser.selection();
  }

  private void tokenize(String query) {
    Matcher matcher = TOKEN.matcher(query);
    int at = 0;
    int line = 1;
    int lineStart = 0;
    while (at < query.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new GraphqlSyntaxException(
            "Unexpected \"" + query.charAt(at) + "\"", line, at - lineStart + 1);
      }
      if (matcher.group(1) != null) {
        tokens.add(new Token(matcher.group(1), line, at - lineStart + 1));
      }
      for (int i = at; i < matcher.end(); i++) {
        if (query.charAt(i) == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      at = matcher.end();
    }
    tokens.add(new Token("", line, at - lineStart + 1));
  }

  /** Past the operation's name and its variables' declarations; each required one must be given. */
  private void skipOperation() {
    take();
    while (!peek().equals("{") && !peek().isEmpty()) {
      if (take().text().equals("$")) {
        declaration();
      }
    }
  }

  private void declaration() {
    Token name = take();
    expect(":");
    StringBuilder type = new StringBuilder(take().text());
    if (peek().equals("!")) {
      type.append(take().text());
    }
    if (type.toString().endsWith("!") && !variables.has(name.text())) {
      throw new GraphqlSyntaxException(
          "Variable \"$" + name.text() + "\" of required type \"" + type + "\" was not provided.",
          name.line(),
          name.column() - 1);
    }
  }

  private List<GraphqlField> selection() {
    expect("{");
    List<GraphqlField> fields = new ArrayList<>();
    while (!peek().equals("}")) {
      fields.add(field());
    }
    expect("}");
    return fields;
  }

  private GraphqlField field() {
    Token first = name();
    Token name = first;
    if (peek().equals(":")) {
      take();
      name = name();
    }
    ObjectNode arguments = peek().equals("(") ? fieldsUntil("(", ")") : Json.object();
    List<GraphqlField> fields = peek().equals("{") ? selection() : List.of();
    return new GraphqlField(
        first.text(), name.text(), arguments, fields, first.line(), first.column());
  }

  private ObjectNode fieldsUntil(String open, String close) {
    expect(open);
    ObjectNode object = Json.object();
    while (!peek().equals(close)) {
      String name = name().text();
      expect(":");
      JsonNode value = value();
      if (!value.isMissingNode()) {
        object.set(name, value);
      }
    }
    expect(close);
    return object;
  }

  private JsonNode value() {
    if (peek().equals("{")) {
      return fieldsUntil("{", "}");
    }
    if (peek().equals("[")) {
      return list();
    }
    Token token = take();
    if (token.text().equals("$")) {
      return variables.has(name().text())
          ? variables.path(tokens.get(next - 1).text())
          : MissingNode.getInstance();
    }
    boolean isWord = token.text().matches("[_A-Za-z]\\w*");
    if (isWord && !token.text().matches("true|false|null")) {
      return TextNode.valueOf(token.text());
    }
    try {
      return Json.MAPPER.readTree(token.text());
    } catch (JsonProcessingException e) {
      throw unexpected(token);
    }
  }

  private ArrayNode list() {
    expect("[");
    ArrayNode list = Json.array(List.of());
    while (!peek().equals("]")) {
      list.add(value());
    }
    expect("]");
    return list;
  }

  private Token name() {
    Token token = take();
    if (!token.text().matches("[_A-Za-z]\\w*")) {
      throw unexpected(token);
    }
    return token;
  }

  private void expect(String text) {
    Token token = take();
    if (!token.text().equals(text)) {
      throw unexpected(token);
    }
  }

  private String peek() {
    return tokens.get(next).text();
  }

  private Token take() {
    Token token = tokens.get(next);
    if (token.text().isEmpty()) {
      throw unexpected(token);
    }
    next++;
    return token;
  }

  private static GraphqlSyntaxException unexpected(Token token) {
    String message =
        token.text().isEmpty() ? "Unexpected end of input" : "Unexpected \"" + token.text() + "\"";
    return new GraphqlSyntaxException(message, token.line(), token.column());
  }
}
