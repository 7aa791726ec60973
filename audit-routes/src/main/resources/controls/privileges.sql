-- Roles, the owner and superusers apart, that could change or delete events.
select rolname || ' ' || privilege as id
  from pg_roles
 cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as privilege
 where not rolsuper
   and rolname !~ '^pg_'
   and rolname <> (select pg_get_userbyid(relowner) from pg_class where oid = 'audit_events'::regclass)
   and has_table_privilege(rolname, 'audit_events'::regclass, privilege)
