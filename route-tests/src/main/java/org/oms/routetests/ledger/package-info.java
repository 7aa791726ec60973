// SPDX-License-Identifier: Apache-2.0
/**
 * The checks behind {@code make verify-ledger} and {@code make verify-evidence}. They share nothing
 * with the audit service: hashing is written anew from RFC 6962, notes from C2SP signed-note.
 */
package org.oms.routetests.ledger;
