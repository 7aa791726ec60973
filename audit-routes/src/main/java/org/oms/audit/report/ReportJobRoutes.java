// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.report;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Reports are made and, when they are old, deleted in the background. */
@ApplicationScoped
public class ReportJobRoutes extends EndpointRouteBuilder {

  private final ReportJobs jobs;

  ReportJobRoutes(ReportJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public void configure() {
    from(timer("makeReports").period("{{audit.report.poll-interval}}"))
        .routeId("makeReports")
        .routeDescription("The oldest report that waits")
        .routeConfigurationId("retryUntilDone")
        .autoStartup(false) // prepareStorage starts it when there are tables
        .bean(jobs, "work");

    from(timer("deleteOldReports").period("{{audit.report.delete-interval}}"))
        .routeId("deleteOldReports")
        .routeDescription("Reports beyond their age")
        .routeConfigurationId("retryUntilDone")
        .autoStartup(false)
        .bean(jobs, "deleteOld");
  }
}
