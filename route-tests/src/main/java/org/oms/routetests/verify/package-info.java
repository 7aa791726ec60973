// SPDX-License-Identifier: Apache-2.0
/** The check behind {@code make verify}: is the record complete and true? */
package org.oms.routetests.verify;
