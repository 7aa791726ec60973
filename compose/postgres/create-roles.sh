#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the services' roles when the database is made. The passwords go in by variables, so no list of processes
# shows them.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --username postgres --dbname audit_db --output /dev/null <<'SQL'
\getenv oms_password OMS_POSTGRES_PASSWORD
\getenv audit_password AUDIT_POSTGRES_PASSWORD
\getenv audit_owner_password AUDIT_POSTGRES_OWNER_PASSWORD
\getenv audit_verifier_password AUDIT_VERIFIER_POSTGRES_PASSWORD
select set_config('bootstrap.oms_password', :'oms_password', false);
select set_config('bootstrap.audit_password', :'audit_password', false);
select set_config('bootstrap.audit_owner_password', :'audit_owner_password', false);
select set_config('bootstrap.audit_verifier_password', :'audit_verifier_password', false);
\i /bootstrap/create-roles.sql
SQL
