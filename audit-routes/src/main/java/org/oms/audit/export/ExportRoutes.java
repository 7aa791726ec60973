// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.export;

import static org.apache.camel.Exchange.CONTENT_TYPE;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.oms.audit.AuditConfig;
import org.oms.audit.http.ReadRequestProcessor;
import org.oms.audit.http.ResponseStreams;
import org.oms.audit.http.TieStreamProcessor;

/** All events that fit, as one stream. */
@ApplicationScoped
public class ExportRoutes extends EndpointRouteBuilder {

  private final Exports exports;
  private final ResponseStreams streams;
  private final Duration stallMax;

  ExportRoutes(Exports exports, ResponseStreams streams, AuditConfig config) {
    this.exports = exports;
    this.streams = streams;
    this.stallMax = config.export().stallMax();
  }

  @Override
  public void configure() {
    from(direct("exportEvents"))
        .routeId("exportEvents")
        .routeDescription("GET /events/export")
        .routeConfigurationId("answerProblem")
        .process(new ReadRequestProcessor())
        .setVariable("export", method(exports, "read"))
        .bean(exports, "open(${variable.request}, ${variable.export})")
        .setHeader(CONTENT_TYPE, simple("${variable.export.contentType}"))
        .setHeader("Content-Disposition", simple("${variable.export.contentDisposition}"))
        .process(new TieStreamProcessor(streams, stallMax));
  }
}
