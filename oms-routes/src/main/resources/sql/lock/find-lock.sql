-- One lock: live, or expired and not told yet.
select id::text as id, branch, type, scope, kind, rid, resource_name, reason, owner_id, owner, token, duration_seconds, acquired_at, expires_at, ends_at
  from locks
 where id = :#id::uuid
   and (expires_at <= clock_timestamp()) = :#expired::boolean
