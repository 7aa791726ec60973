// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

/**
 * Where the parts of the measured stack are.
 *
 * @param omsUrl base address, without a path
 * @param developerToken a JWT that may write to OMS
 * @param postgresUrl a JDBC address
 * @param postgresUser a role that may read and write both schemas
 */
record Target(
    String omsUrl,
    String auditUrl,
    String developerToken,
    String postgresUrl,
    String postgresUser,
    String postgresPassword,
    String natsUrl,
    String terminusDbUrl,
    String terminusDbUser,
    String terminusDbPassword) {}
