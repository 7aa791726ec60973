// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which tracing ids of a caller are passed on. */
final class RequestIds {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,200}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private RequestIds() {}

  static boolean isGood(String id) {
    return ID.matcher(id).matches();
  }

  /**
   * What later work for the request names as its parent (W3C Trace Context): the request's own span
   * when it is traced here, else what the caller sent.
   */
  static Optional<String> traceparent(String sent) {
    SpanContext here = Span.current().getSpanContext();
    return here.isValid()
        ? Optional.of(
            "00-%s-%s-%s"
                .formatted(here.getTraceId(), here.getSpanId(), here.getTraceFlags().asHex()))
        : Optional.ofNullable(sent).filter(value -> TRACEPARENT.matcher(value).matches());
  }
}
