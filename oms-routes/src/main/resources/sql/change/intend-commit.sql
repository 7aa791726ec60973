-- Extends our lease and stores the intents, or does neither: no row comes back when the lease is lost.
with lease as (
  update leases
     set expires_at = clock_timestamp() + :#seconds::int * interval '1 second'
   where name = 'commit'
     and holder = :#holder
     and token = :#token::bigint
  returning token, wanted_at
),
keys as (
  insert into idempotency_keys as k (actor, key, request_hash, message, answer, expires_at)
  select r.actor, r.key, r.request_hash, :#message, r.answer, clock_timestamp() + :#keyDays::int * interval '1 day'
    from lease, jsonb_to_recordset(:#keys::jsonb) as r (actor text, key text, request_hash text, answer jsonb)
  on conflict (actor, key) do update
     set request_hash = excluded.request_hash,
         message = excluded.message,
         answer = excluded.answer,
         commit_id = null,
         completed_at = null,
         expires_at = excluded.expires_at
   where k.expires_at < clock_timestamp()
),
intents as (
  insert into outbox_events (id, aggregate, partition, nats_subject, database, branch, message, position, event, version, lease_token)
  select r.id, r.aggregate, r.partition, r.subject, :#database, :#branch, :#message, r.position, r.event, r.version, lease.token
    from lease, jsonb_to_recordset(:#rows::jsonb) as r (id uuid, aggregate text, partition integer, subject text, position integer, event jsonb, version jsonb)
  returning id
)
select lease.token, lease.wanted_at is not null as wanted, (select count(*) from intents) as intents
  from lease
