// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

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

  static boolean isTraceparent(String value) {
    return TRACEPARENT.matcher(value).matches();
  }
}
