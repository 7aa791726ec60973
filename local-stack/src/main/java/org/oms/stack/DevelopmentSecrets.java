// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

/**
 * The passwords of the development stack; public knowledge, so services must refuse them in
 * production.
 */
public final class DevelopmentSecrets {

  public static final String DATABASE = "audit_db";
  public static final String POSTGRES_SUPERUSER = "postgres";
  public static final String POSTGRES_PASSWORD = "postgres123";
  public static final String OMS_PASSWORD = "oms123";
  public static final String AUDIT_PASSWORD = "audit123";
  public static final String AUDIT_OWNER_PASSWORD = "audit_owner123";
  public static final String AUDIT_VERIFIER_PASSWORD = "audit_verifier123";
  public static final String TERMINUSDB_USER = "admin";
  public static final String TERMINUSDB_PASSWORD = "admin123";
  public static final String REDIS_PASSWORD = "redis123";
  public static final String JOLOKIA_USER = "jolokia";
  public static final String JOLOKIA_PASSWORD = "jolokia123";
  public static final String HAWTIO_USER = "admin";
  public static final String HAWTIO_PASSWORD = "hawtio123";
  public static final String JWT_SECRET = "development-only-secret-0123456789abcdef";
  public static final String JWT_ISSUER = "https://issuer.oms.local";

  private DevelopmentSecrets() {}
}
