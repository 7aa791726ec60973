// SPDX-License-Identifier: Apache-2.0
/**
 * One contract for TerminusDB, whichever server speaks it: exchanges recorded on a real 12.0.6 are
 * replayed, and what OMS relies on is tried. Both servers must pass it.
 */
package org.oms.routetests.terminusdb;
