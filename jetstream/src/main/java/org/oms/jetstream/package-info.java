// SPDX-License-Identifier: Apache-2.0

/**
 * A Camel component for NATS JetStream: batches in, batches out, nothing acknowledged before it is
 * done.
 */
package org.oms.jetstream;
