// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Statements as routes: {@code direct:<name>}. */
@ApplicationScoped
public class CamelStatements implements Statements {

  private final ProducerTemplate template;

  @Inject
  public CamelStatements(ProducerTemplate template) {
    this.template = template;
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> run(String name, Map<String, Object> parameters) {
    try {
      return template.requestBody("direct:" + name, parameters, List.class);
    } catch (CamelExecutionException e) {
      throw failure(e);
    }
  }

  /** Spring's exceptions say little; the driver's, further down, says it all. */
  private static PostgresException failure(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof SQLException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String state =
        cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    return new PostgresException(cause, state.startsWith("22") || state.startsWith("23"));
  }
}
