-- Roles, schemas and grants that must exist before the services start. Run in audit_db by a superuser; safe to repeat.
-- The caller sets the passwords in its session first, so that no secret stands in this file:
--   select set_config('bootstrap.oms_password', 'secret', false);           (JDBC, psql)
--   PGOPTIONS="-c bootstrap.oms_password=secret …" psql -f create-roles.sql (shell)

do $$
declare
  role_name text;
  password  text;
begin
  foreach role_name in array array['oms', 'audit', 'audit_owner'] loop
    password := current_setting('bootstrap.' || role_name || '_password', true);
    if coalesce(password, '') = '' then
      raise exception 'set bootstrap.%_password before running this script', role_name;
    end if;
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I', role_name);
    end if;
    execute format(
      'alter role %I with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L',
      role_name, password);
    execute format('grant connect, temporary on database %I to %I', current_database(), role_name);
  end loop;

  -- Who checks the ledger (make verify-ledger) may read and nothing else. Without a password nobody can be it.
  if not exists (select from pg_roles where rolname = 'audit_verifier') then
    create role audit_verifier;
  end if;
  password := nullif(current_setting('bootstrap.audit_verifier_password', true), '');
  if password is not null then
    execute format('alter role audit_verifier with login password %L', password);
  end if;
  execute format('grant connect on database %I to audit_verifier', current_database());

  -- Nobody else gets in, and nobody writes to schema public.
  execute format('revoke all on database %I from public', current_database());
  revoke create on schema public from public;

  -- The service owns its schema; migrations of the audit log belong to a role that the service does not have.
  create schema if not exists oms authorization oms;
  create schema if not exists audit authorization audit_owner;
  grant usage on schema audit to audit, audit_verifier;

  execute format('alter role oms in database %I set search_path = oms', current_database());
  execute format('alter role audit in database %I set search_path = audit', current_database());
  execute format('alter role audit_verifier in database %I set search_path = audit', current_database());
  execute format('alter role audit_owner in database %I set search_path = audit', current_database());
end
$$;
