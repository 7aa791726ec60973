-- A lock with its event and its Idempotency-Key, if the commit lease is still ours; else no row comes back.
with lease as (
  update leases
     set expires_at = greatest(expires_at, clock_timestamp() + :#graceMillis::int * interval '1 millisecond')
   where name = 'commit'
     and holder = :#holder
     and token = :#token::bigint
  returning token
),
lock as (
  insert into locks (id, branch, type, scope, kind, rid, resource_name, reason, owner_id, owner, token,
                     duration_seconds, acquired_at, expires_at, ends_at)
  select l.id, l.branch, l.type, l.scope, l.kind, l.rid, l.resource_name, l.reason, l.owner_id, l.owner, l.token,
         l.duration_seconds, l.acquired_at, l.expires_at, l.ends_at
    from lease, jsonb_to_record(:#lock::jsonb) as l (id uuid, branch text, type text, scope text, kind text, rid text,
         resource_name text, reason text, owner_id text, owner text, token bigint, duration_seconds integer,
         acquired_at timestamptz, expires_at timestamptz, ends_at timestamptz)
  returning id
)
select store_event(:#id::uuid, :#aggregate, :#partition::int, :#subject, :#event::jsonb, true) as sequence,
       store_keys(:#keys::jsonb, 'event=' || :#id::text, :#keyDays::int) as keys
  from lock
