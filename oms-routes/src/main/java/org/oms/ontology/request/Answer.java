// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What the caller will be told: status, headers beside the common ones, body (JSON null for none).
 */
public record Answer(int status, Map<String, String> headers, JsonNode body) {}
