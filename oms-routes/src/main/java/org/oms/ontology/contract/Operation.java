// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.contract;

import java.util.Map;

/**
 * An operation of the contract.
 *
 * @param id its operationId
 * @param path its path template below the base path
 * @param permission what the caller needs, one of the security package's permissions
 * @param parameters by name
 * @param bodies the request body's schemas by media type; empty when it takes none
 */
public record Operation(
    String id,
    String method,
    String path,
    String permission,
    Map<String, Parameter> parameters,
    Map<String, Violations> bodies) {

  public boolean takesBody() {
    return !bodies.isEmpty();
  }

  public boolean isWrite() {
    return !"GET".equals(method);
  }
}
