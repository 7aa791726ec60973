// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.outbox.PollScheduler;
import org.oms.ontology.terminusdb.TerminusDb;

/** Puts the change pipeline together. */
public final class ChangeConfiguration {

  @Produces
  @Singleton
  Events events(OmsConfig config) {
    OmsConfig.Events events = config.events();
    return new Events(
        Clock.systemUTC(),
        events.maskedFields().orElse(Set.of()),
        new Events.Limits(events.bytesMax(), config.change().groupBytesMax()));
  }

  @Produces
  @Singleton
  ChangePipeline pipeline(
      Statements statements,
      TerminusDb terminusDb,
      Heads states,
      Events events,
      ProducerTemplate template,
      @Named("relayScheduler") PollScheduler relay,
      CommitMeters meters,
      OmsConfig config) {
    return new ChangePipeline(
        statements,
        terminusDb,
        states,
        events,
        group -> commitGroup(template, group),
        relay::wakeUp,
        meters,
        settings(config.change()));
  }

  private static ChangePipeline.Settings settings(OmsConfig.Change change) {
    return new ChangePipeline.Settings(
        UUID.randomUUID().toString(),
        Duration.ofSeconds(change.leaseSeconds()),
        Duration.ofMillis(change.leaseGraceMs()),
        Duration.ofMillis(change.leaseHoldMs()),
        Duration.ofMillis(change.leaseWaitMs()),
        new GroupCommit.Limits(
            change.waitingMax(), Duration.ofMillis(change.waitMs()), change.groupWritesMax()),
        change.groupEventsMax(),
        change.keyDays());
  }

  private static void commitGroup(ProducerTemplate template, CommitGroup group) {
    try {
      template.requestBody("direct:commitGroup", group);
    } catch (CamelExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
