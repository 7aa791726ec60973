// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import static org.apache.camel.Exchange.CONTENT_TYPE;
import static org.apache.camel.Exchange.HTTP_RESPONSE_CODE;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.http.ReadRequestProcessor;

/** Reports: asked for, looked at, read. */
@ApplicationScoped
public class ReportRoutes extends EndpointRouteBuilder {

  private final Reports reports;
  private final ReportRendering rendering;

  ReportRoutes(Reports reports, ReportRendering rendering) {
    this.reports = reports;
    this.rendering = rendering;
  }

  @Override
  public void configure() {
    from(direct("requestReport"))
        .routeId("requestReport")
        .routeDescription("POST /reports")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setVariable("report", method(reports, "request"))
        .to(direct("insertReport"))
        .setHeader(HTTP_RESPONSE_CODE, constant(202))
        .setHeader("Location", simple("{{audit.http.api-path}}/reports/${variable.report.id}"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(reports, "accepted(${variable.report})");

    from(direct("insertReport"))
        .routeId("insertReport")
        .routeDescription("One transaction: a report is asked for, and that is an event")
        .routeConfigurationId("propagate")
        .transacted("oneTransaction")
        .to(sql("classpath:sql/report/insert-report.sql"))
        .bean(reports, "requested(${variable.report}, ${body})")
        .to(direct("storeBatch"));

    from(direct("listReports"))
        .routeId("listReports")
        .routeDescription("GET /reports")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(reports, "all")
        .to(sql("classpath:sql/report/select-reports.sql"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(reports, "list");

    from(direct("getReport"))
        .routeId("getReport")
        .routeDescription("GET /reports/{id}")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(reports, "one")
        .to(sql("classpath:sql/report/select-reports.sql"))
        .setHeader(CONTENT_TYPE, constant("application/json"))
        .bean(reports, "only");

    from(direct("getReportContent"))
        .routeId("getReportContent")
        .routeDescription("GET /reports/{id}/content")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .bean(reports, "one")
        .to(sql("classpath:sql/report/select-content.sql"))
        .bean(reports, "content(${variable.request}, ${body})")
        .setHeader(CONTENT_TYPE, simple("${body.contentType}"))
        .setHeader("Content-Disposition", simple("${body.contentDisposition}"))
        .setHeader(
            "Content-Security-Policy", constant("default-src 'none'; style-src 'unsafe-inline'"))
        .bean(rendering, "render");
  }
}
