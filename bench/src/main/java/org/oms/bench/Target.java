// SPDX-License-Identifier: Apache-2.0
package org.oms.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.oms.stack.LocalStack;
import org.oms.stack.TerminusDbPart;

/**
 * Where the parts of the measured stack are.
 *
 * @param terminusDb which TerminusDB it is: the figures against it depend on that
 * @param omsUrl base address, without a path
 * @param developerToken a JWT that may write to OMS
 * @param postgresUrl a JDBC address
 * @param postgresUser a role that may read and write both schemas
 */
record Target(
    TerminusDbPart.Kind terminusDb,
    String omsUrl,
    String developerToken,
    String postgresUrl,
    String postgresUser,
    String postgresPassword,
    String natsUrl,
    String terminusDbUrl,
    String terminusDbUser,
    String terminusDbPassword) {

  static Target of(LocalStack stack) {
    Map<String, String> addresses = stack.addresses();
    return new Target(
        stack.terminusdb().kind(),
        addresses.get("OMS_URL"),
        stack.token("developer"),
        addresses.get("POSTGRES_URL"),
        addresses.get("POSTGRES_USER"),
        addresses.get("POSTGRES_PASSWORD"),
        addresses.get("OMS_NATS_URL"),
        addresses.get("OMS_TERMINUSDB_URL"),
        addresses.get("OMS_TERMINUSDB_USER"),
        addresses.get("OMS_TERMINUSDB_PASSWORD"));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        postgresUrl + "?reWriteBatchedInserts=true", postgresUser, postgresPassword);
  }
}
