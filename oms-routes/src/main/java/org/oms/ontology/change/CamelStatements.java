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
      throw new PostgresException(e.getCause() == null ? e : e.getCause(), badValue(e));
    }
  }

  private static boolean badValue(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
      }
    }
    return false;
  }
}
