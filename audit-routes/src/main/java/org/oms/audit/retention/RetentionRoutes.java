// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.retention;

import static org.apache.camel.Exchange.CONTENT_TYPE;
import static org.apache.camel.Exchange.HTTP_RESPONSE_CODE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.oms.audit.http.ReadRequestProcessor;

/** How long events are kept: policies, and holds that beat them. */
@ApplicationScoped
public class RetentionRoutes extends EndpointRouteBuilder {

  private static final String JSON = "application/json";

  private final RetentionRules rules;

  RetentionRoutes(RetentionRules rules) {
    this.rules = rules;
  }

  @Override
  public void configure() {
    operation("listRetentionPolicies", "GET /retention-policies", "all")
        .to(sql("classpath:sql/retention/select-policies.sql"))
        .bean(rules, "list");
    operation("getRetentionPolicy", "GET /retention-policies/{id}", "one")
        .to(sql("classpath:sql/retention/select-policies.sql"))
        .bean(rules, "only");
    operation("createRetentionPolicy", "POST /retention-policies", "create")
        .setVariable("policy", body())
        .to(direct("insertPolicy"))
        .setHeader(HTTP_RESPONSE_CODE, constant(201))
        .setHeader(
            "Location", simple("{{audit.http.api-path}}/retention-policies/${variable.policy.id}"))
        .transform(simple("${variable.change.json}"));
    operation("updateRetentionPolicy", "PUT /retention-policies/{id}", "update")
        .setVariable("policy", body())
        .to(direct("updatePolicy"))
        .transform(simple("${variable.change.json}"));
    operation("deleteRetentionPolicy", "DELETE /retention-policies/{id}", "delete")
        .setVariable("policy", body())
        .to(direct("deletePolicy"))
        .setHeader(HTTP_RESPONSE_CODE, constant(204))
        .transform(simple("${null}"));

    operation("listLegalHolds", "GET /legal-holds", "state")
        .to(sql("classpath:sql/retention/select-holds.sql"))
        .bean(rules, "list");
    operation("placeLegalHold", "POST /legal-holds", "place")
        .setVariable("hold", body())
        .to(direct("insertHold"))
        .setHeader(HTTP_RESPONSE_CODE, constant(201))
        .transform(simple("${variable.change.json}"));
    operation("releaseLegalHold", "DELETE /legal-holds/{id}", "release")
        .setVariable("hold", body())
        .to(direct("releaseHold"))
        .transform(simple("${variable.change.json}"));

    change("insertPolicy", "insert-policy", "changed(${variable.policy}, ${body})");
    change("updatePolicy", "update-policy", "changed(${variable.policy}, ${body})");
    change("deletePolicy", "delete-policy", "changed(${variable.policy}, ${body})");
    change("insertHold", "insert-hold", "placed(${variable.hold}, ${body})");
    change("releaseHold", "release-hold", "released(${variable.hold}, ${body})");
  }

  /** The beginning that all operations have: who asks for what. */
  private ProcessorDefinition<?> operation(String id, String description, String reading) {
    return from(direct(id))
        .routeId(id)
        .routeDescription(description)
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(rules, reading)
        .setHeader(CONTENT_TYPE, constant(JSON));
  }

  /** A change and the event of it, in one transaction. */
  private void change(String id, String statement, String change) {
    from(direct(id))
        .routeId(id)
        .routeDescription("One transaction: a rule of retention is changed, and that is an event")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .to(sql("classpath:sql/retention/" + statement + ".sql"))
        .setVariable("change", method(rules, change))
        .bean(rules, "event(${variable.request}, ${variable.change})")
        .to(direct("storeBatch"));
  }
}
