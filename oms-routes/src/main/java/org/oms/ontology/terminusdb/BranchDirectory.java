// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.terminusdb;

import java.util.SortedMap;
import org.oms.ontology.branch.BranchRecord;

/**
 * All branch records at one commit of the workflow database.
 *
 * @param records by name; not to be modified
 * @param guardRevision of the workflow database's guard at that commit
 */
public record BranchDirectory(
    SortedMap<String, BranchRecord> records, long guardRevision, String commit) {}
