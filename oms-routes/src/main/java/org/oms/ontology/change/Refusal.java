// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import java.util.Map;
import java.util.Optional;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.request.RequestContext;

/**
 * A refused write, the body of {@code direct:recordRefusal}, which makes it an event with {@code
 * success: false}.
 *
 * @param context the caller; its actor is {@code anonymous} when there was no good token
 * @param resourceId the rid, or the apiName where no resource was found or made
 * @param problem what the caller was told; its code is the event's errorCode
 * @param metadata of the event
 */
public record Refusal(
    RequestContext context,
    Optional<String> branch,
    String action,
    String resourceType,
    String resourceId,
    String resourceName,
    Problem problem,
    Map<String, String> metadata) {}
