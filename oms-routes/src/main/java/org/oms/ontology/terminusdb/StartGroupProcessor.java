// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;

/** Starts the routes of a group, which could do nothing before now. */
final class StartGroupProcessor implements Processor {

  private final String group;

  StartGroupProcessor(String group) {
    this.group = group;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    for (Route route : exchange.getContext().getRoutes()) {
      if (group.equals(route.getGroup())) {
        exchange.getContext().getRouteController().startRoute(route.getId());
      }
    }
  }
}
