// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import java.util.UUID;

/** An event of the contract, written by hand so that its characters are known. */
record SampleEvent(
    String id, String resourceId, long sequence, String actor, String text, String time) {

  /** The event of one test, told apart by its resource. */
  static SampleEvent of(String resourceId, long sequence) {
    return new SampleEvent(
        UUID.randomUUID().toString(),
        resourceId,
        sequence,
        "u-1001",
        "nothing special",
        "2026-11-24T09:30:12.345Z");
  }

  SampleEvent by(String newActor) {
    return new SampleEvent(id, resourceId, sequence, newActor, text, time);
  }

  /** With a display name, which is JSON text without its quotes. */
  SampleEvent named(String json) {
    return new SampleEvent(id, resourceId, sequence, actor, json, time);
  }

  SampleEvent withSequence(long newSequence) {
    return new SampleEvent(id, resourceId, newSequence, actor, text, time);
  }

  SampleEvent at(String newTime) {
    return new SampleEvent(id, resourceId, sequence, actor, text, newTime);
  }

  String json() {
    return """
        { "specversion":"1.0", "id":"%s","source":"/oms","type":"audit.activity.v1",
          "subject":"object_type/%s","time":"%s",
          "datacontenttype":"application/json","branch":"main","tenant":"default",
          "correlationid":"c-%s","sequence":%d,
          "data":{"action":"object_type.update",
            "actor":{"id":"%s","username":"kim.minjun","type":"user"},
            "target":{"resourceType":"object_type","resourceId":"%s","resourceName":"Employee"},
            "success":true,"durationMs":1.50,"requestId":"r-1",
            "changes":{"fieldsChanged":["cardinality"],"after":{"displayName":"%s"}},
            "metadata":{"count":3},"tags":["tag-%s"],"classification":"internal"}}"""
        .formatted(id, resourceId, time, resourceId, sequence, actor, resourceId, text, resourceId);
  }
}
