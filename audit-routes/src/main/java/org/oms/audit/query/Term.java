// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.query;

/**
 * One term of a {@code q}.
 *
 * @param field null for words that are looked for everywhere
 * @param prefix the value is only a beginning
 * @param excluded events that fit are left out
 * @param position of the term's first character in {@code q}, from 0
 */
record Term(String field, String value, boolean prefix, boolean excluded, int position) {}
