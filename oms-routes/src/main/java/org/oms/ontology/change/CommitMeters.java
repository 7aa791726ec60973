// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Figures of commits: {@code oms_commits_total} and {@code oms_group_size} (writes a commit). */
@ApplicationScoped
@Startup // Its figures are there from the start, at zero.
public class CommitMeters implements Committer.Watch {

  private final Layers layers;
  private final Counter commits;
  private final DistributionSummary groupSize;

  @Inject
  public CommitMeters(MeterRegistry registry, Layers layers) {
    this.layers = layers;
    this.commits = registry.counter("oms.commits");
    this.groupSize = registry.summary("oms.group.size");
  }

  @Override
  public void committed(String database, String branch, int writes) {
    commits.increment();
    groupSize.record(writes);
    layers.committed(database, branch);
  }
}
