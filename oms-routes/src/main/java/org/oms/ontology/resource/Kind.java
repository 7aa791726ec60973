// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of ontology resource, each one TerminusDB class and one path segment of the API. */
public enum Kind {
  OBJECT_TYPE("object-types", "object_type", "object-type", "ObjectType"),
  LINK_TYPE("link-types", "link_type", "link-type", "LinkType"),
  INTERFACE("interfaces", "interface", "interface", "Interface");

  private final String pathSegment;
  private final String resourceType;
  private final String ridKind;
  private final String documentClass;

  Kind(String pathSegment, String resourceType, String ridKind, String documentClass) {
    this.pathSegment = pathSegment;
    this.resourceType = resourceType;
    this.ridKind = ridKind;
    this.documentClass = documentClass;
  }

  /** The segment of the REST path, for example {@code object-types}. */
  public String pathSegment() {
    return pathSegment;
  }

  /** The event vocabulary's name, for example {@code object_type}. */
  public String resourceType() {
    return resourceType;
  }

  /** The kind inside a rid: {@code ri.oms.<ridKind>.<uuid v7>}. */
  public String ridKind() {
    return ridKind;
  }

  /**
   * The TerminusDB class, and so the first part of a document id, for example {@code ObjectType}.
   */
  public String documentClass() {
    return documentClass;
  }

  /** In a sentence, for example {@code object type}. */
  public String label() {
    return resourceType.replace('_', ' ');
  }

  public static Optional<Kind> ofPathSegment(String segment) {
    return Stream.of(values()).filter(kind -> kind.pathSegment.equals(segment)).findFirst();
  }

  public static Optional<Kind> ofDocumentClass(String documentClass) {
    return Stream.of(values()).filter(kind -> kind.documentClass.equals(documentClass)).findFirst();
  }
}
