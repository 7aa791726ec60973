// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.schema.Elaboration;
import org.oms.terminusdb.embedded.schema.Prefixes;
import org.oms.terminusdb.embedded.schema.References;

/**
 * Changes of instance documents that become one commit. Each is judged against the state the
 * transaction began with, as TerminusDB does: to delete and insert one id is refused.
 */
public final class Transaction {

  private final State base;
  private final Prefixes prefixes;
  private final Elaboration elaboration;
  private final Map<String, Optional<ObjectNode>> changes = new TreeMap<>();
  private final Set<String> twice = new TreeSet<>();
  private boolean deletesUnlink;

  public Transaction(State base) {
    this.base = base;
    this.prefixes = base.schema().prefixes();
    this.elaboration = new Elaboration(base.schema());
  }

  /**
   * Inserts a document.
   *
   * @return its full id
   */
  public String insert(ObjectNode submitted) {
    ObjectNode document = elaboration.elaborate(submitted);
    String id = idOf(document);
    if (base.find(id).isPresent()) {
      String iri = prefixes.documentIri(id);
      throw Refusal.failure(
          "Tried to insert a new document with id '"
              + iri
              + "', but an object with that id already exists",
          "api:DocumentIdAlreadyExists",
          "api:document",
          submitted,
          "api:document_id",
          iri);
    }
    return change(id, Optional.of(document));
  }

  /**
   * Replaces a document.
   *
   * @param create whether a missing one is inserted instead of refused
   * @return its full id
   */
  public String replace(ObjectNode submitted, boolean create) {
    ObjectNode document = elaboration.elaborate(submitted);
    String id = idOf(document);
    if (base.find(id).isEmpty() && !create) {
      String iri = prefixes.documentIri(id);
      throw Refusal.notFound(
          "Document not found: '" + iri + "'",
          "api:DocumentNotFound",
          "api:document",
          submitted,
          "api:document_id",
          iri);
    }
    return change(id, Optional.of(document));
  }

  /** Deletes one document; optional links to it go with it, others refuse the deletion. */
  public void delete(String id) {
    String shortId = prefixes.shortDocumentId(prefixes.documentIri(id));
    if (base.find(shortId).isEmpty()) {
      String iri = prefixes.documentIri(id);
      throw Refusal.notFound(
          "Document not found: \"" + iri + "\"", "api:DocumentNotFound", "api:document_id", iri);
    }
    deletesUnlink = true;
    change(shortId, Optional.empty());
  }

  /** Deletes the documents of a list: missing ones are passed over, any link refuses. */
  public void deleteAll(Iterable<String> ids) {
    for (String id : ids) {
      String shortId = prefixes.shortDocumentId(prefixes.documentIri(id));
      if (base.find(shortId).isPresent()) {
        changes.put(shortId, Optional.empty());
      }
    }
  }

  /**
   * What the transaction changes, checked.
   *
   * @throws org.oms.terminusdb.embedded.SchemaViolation when a link would lead nowhere
   */
  public Delta finish() {
    if (!twice.isEmpty()) {
      throw Refusal.failure(
          "Tried to mutate document with same id multiple times",
          "api:SameDocumentIdsMutatedInOneTransaction",
          "api:duplicate_ids",
          Json.array(twice.stream().map(prefixes::documentIri).toList()));
    }
    References references = new References(base.schema());
    settleLinksToDeleted(references);
    changes.forEach((id, document) -> document.ifPresent(each -> requireTargets(references, each)));
    changes.entrySet().removeIf(each -> isUnchanged(each.getKey(), each.getValue()));
    return new Delta(Optional.empty(), changes);
  }

  private void settleLinksToDeleted(References references) {
    boolean deletes = changes.values().stream().anyMatch(Optional::isEmpty);
    if (!deletes) {
      return;
    }
    for (Map.Entry<String, ObjectNode> each : base.documents().entrySet()) {
      boolean isAffected =
          !changes.containsKey(each.getKey())
              && references.linksTo(each.getValue(), this::isDeleted);
      if (isAffected && deletesUnlink) {
        ObjectNode rest = references.unlinked(each.getValue(), this::isDeleted);
        changes.put(each.getKey(), Optional.of(rest));
      } else if (isAffected) {
        references.refuseLinksTo(each.getValue(), this::isDeleted);
      }
    }
  }

  private void requireTargets(References references, ObjectNode document) {
    references.refuseLinksTo(document, this::isDeleted);
    references.requireTargets(document, this::exists);
  }

  /** TerminusDB writes lists anew each time, so a document with one is never unchanged. */
  private boolean isUnchanged(String id, Optional<ObjectNode> document) {
    return document.equals(base.find(id))
        && document.filter(each -> base.schema().hasListMembers(each)).isEmpty();
  }

  private boolean isDeleted(String id) {
    return changes.containsKey(id) && changes.get(id).isEmpty();
  }

  private boolean exists(String id) {
    return changes.containsKey(id) ? changes.get(id).isPresent() : base.find(id).isPresent();
  }

  private String change(String id, Optional<ObjectNode> document) {
    if (changes.put(id, document) != null) {
      twice.add(id);
    }
    return prefixes.documentIri(id);
  }

  private static String idOf(ObjectNode document) {
    return document.path("@id").asText();
  }
}
