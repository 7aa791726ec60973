// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a plan says of one event before its outcome is known (contract: {@code
 * audit-event.schema.json}). Id, time, actor, commit and sequence are added by the change pipeline.
 *
 * @param action for example {@code object_type.create}
 * @param fieldsChanged changed fields; properties as {@code properties/<apiName>}
 * @param before the target before, JSON null when it did not exist
 * @param after the target after, JSON null when it is gone
 * @param metadata further facts; an event about a property names its {@code owner} ({@code
 *     <resourceType>/<rid>}) and {@code ownerName}, so that a changed document and its event can be
 *     matched
 */
public record EventDraft(
    String action,
    String resourceType,
    String resourceId,
    String resourceName,
    List<String> fieldsChanged,
    JsonNode before,
    JsonNode after,
    Map<String, String> metadata) {}
