// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A class of the schema with everything it inherits.
 *
 * @param name short name
 * @param isAbstract no document may be of it
 * @param isSubdocument its documents live inside others
 * @param keyType Lexical, Hash, ValueHash or Random
 * @param keyFields the properties the key is made of
 * @param properties by short name, alphabetical
 */
record ClassDefinition(
    String name,
    boolean isAbstract,
    boolean isSubdocument,
    String keyType,
    List<String> keyFields,
    Map<String, Property> properties) {

  ClassDefinition {
    keyFields = List.copyOf(keyFields);
    properties = new TreeMap<>(properties);
  }
}
