-- What is frozen on a branch now, by this database's clock.
select id::text as id, branch, type, scope, kind, rid, resource_name, reason, owner_id, owner, token, duration_seconds, acquired_at, expires_at, ends_at
  from locks
 where branch = :#branch
   and expires_at > clock_timestamp()
 order by token
