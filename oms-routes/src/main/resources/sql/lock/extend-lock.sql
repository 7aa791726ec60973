-- A heartbeat: the lock lasts its duration from now, but not beyond its end.
update locks
   set expires_at = least(ends_at, date_trunc('milliseconds', clock_timestamp()) + duration_seconds * interval '1 second')
 where id = :#id::uuid
   and expires_at > clock_timestamp()
returning id::text as id, branch, type, scope, kind, rid, resource_name, reason, owner_id, owner, token, duration_seconds, acquired_at, expires_at, ends_at
