-- Locks whose time is over and whose end nobody has told yet, a batch at a time.
select id::text as id, branch, type, scope, kind, rid, resource_name, reason, owner_id, owner, token, duration_seconds, acquired_at, expires_at, ends_at
  from locks
 where expires_at <= clock_timestamp()
 order by expires_at
 limit 100
