-- Schema freezes. They are written under the commit lease, together with their event, so a
-- write that is planned after an acquisition was answered always sees it.
create sequence lock_tokens;                     -- the fencing token: rises with each acquisition

create table locks (
  id               uuid        primary key,
  branch           text        not null,
  type             text        not null check (type in ('indexing', 'maintenance', 'migration', 'backup', 'manual')),
  scope            text        not null check (scope in ('branch', 'kind', 'resource')),
  kind             text,                         -- path segment; null: the whole branch
  rid              text,                         -- the resource; null: the whole kind
  resource_name    text,                         -- its apiName when it was frozen
  reason           text        not null,
  owner_id         text        not null,
  owner            text        not null,
  token            bigint      not null unique,
  duration_seconds integer     not null check (duration_seconds > 0),
  acquired_at      timestamptz not null,
  expires_at       timestamptz not null,
  ends_at          timestamptz not null,         -- no heartbeat reaches beyond it
  check ((scope = 'branch') = (kind is null)),
  check ((scope = 'resource') = (rid is not null)),
  check (expires_at <= ends_at)
);

-- lock/find-locks.sql: what is frozen on a branch
create index locks_branch on locks (branch);

-- lock/find-expired-locks.sql: whose expiry is to be told
create index locks_expiry on locks (expires_at);

-- An event about what needs no commit in TerminusDB: publishable at once, with the next number of its aggregate.
create function store_event(id uuid, aggregate text, partition integer, subject text, event jsonb, success boolean)
returns bigint
language sql
as $$
  with counter as (
    insert into aggregate_sequences as s (aggregate, last)
    values (store_event.aggregate, 1)
    on conflict (aggregate) do update set last = s.last + 1
    returning last
  ),
  ordered as (
    select last, nextval('outbox_ready') as ready
      from counter
  )
  insert into outbox_events (id, aggregate, partition, nats_subject, event, confirmed_at, ready, sequence, success)
  select store_event.id, store_event.aggregate, store_event.partition, store_event.subject,
         store_event.event || jsonb_build_object('sequence', o.last), clock_timestamp(), o.ready, o.last, store_event.success
    from ordered o
  returning sequence
$$;

-- The answers to requests with an Idempotency-Key, carried out by the same statement. An expired key is free.
create function store_keys(keys jsonb, message text, days integer)
returns bigint
language sql
as $$
  with stored as (
    insert into idempotency_keys as k (actor, key, request_hash, message, answer, completed_at, expires_at)
    select r.actor, r.key, r.request_hash, store_keys.message, r.answer, clock_timestamp(), clock_timestamp() + store_keys.days * interval '1 day'
      from jsonb_to_recordset(store_keys.keys) as r (actor text, key text, request_hash text, answer jsonb)
    on conflict (actor, key) do update
       set request_hash = excluded.request_hash,
           message = excluded.message,
           answer = excluded.answer,
           commit_id = null,
           completed_at = excluded.completed_at,
           expires_at = excluded.expires_at
     where k.expires_at < clock_timestamp()
    returning 1
  )
  select count(*)
    from stored
$$;
