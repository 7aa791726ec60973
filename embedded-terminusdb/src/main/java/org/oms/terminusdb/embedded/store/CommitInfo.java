// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

/**
 * What a writer says about its commit.
 *
 * @param author free text
 * @param message free text
 * @param user the authenticated user's full name
 */
public record CommitInfo(String author, String message, String user) {}
