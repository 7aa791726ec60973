-- The outcome of a commit is known: its intents become publishable, with the next numbers of their
-- aggregates. Rows another instance has settled meanwhile are left as they are. The lease, if still ours,
-- is given back after a moment in which only we can go on with it.
with locked as materialized (
  select id, aggregate, position
    from outbox_events
   where message = :#message
     and confirmed_at is null
     and abandoned_at is null
   order by aggregate, position
     for update
),
numbered as (
  select id, aggregate, position, row_number() over (partition by aggregate order by position) as nth
    from locked
),
counters as (
  insert into aggregate_sequences as s (aggregate, last)
  select aggregate, count(*)
    from locked
   group by aggregate
   order by aggregate
  on conflict (aggregate) do update set last = s.last + excluded.last
  returning aggregate, last
),
sequenced as (
  select n.id, n.position, c.last - count(*) over (partition by n.aggregate) + n.nth as sequence
    from numbered n
    join counters c on c.aggregate = n.aggregate
),
ordered as (
  select s.id, s.sequence, nextval('outbox_ready') as ready
    from (select id, sequence from sequenced order by position) s
),
confirmed as (
  update outbox_events o
     set confirmed_at = clock_timestamp(),
         ready = q.ready,
         sequence = q.sequence,
         commit_id = :#commit,
         success = true,
         version = null,
         event = jsonb_set(
                   o.event || jsonb_build_object('sequence', q.sequence, 'commit', :#commit::text),
                   '{data}',
                   (o.event -> 'data')
                     || jsonb_strip_nulls(jsonb_build_object('durationMs', :#durations::jsonb -> (o.id::text)))
                     || jsonb_build_object('changes', coalesce(o.event -> 'data' -> 'changes', '{}') || jsonb_build_object('commitAfter', :#commit::text)))
    from ordered q
   where o.id = q.id
  returning o.id
),
versions as (
  insert into resource_versions (branch, kind, rid, api_name, revision, commit_id, event_id, action, at, actor, body)
  select o.branch, v.kind, v.rid, v.api_name, v.revision, :#commit, o.id, v.action, v.at, v.actor, v.body
    from confirmed c
    join outbox_events o on o.id = c.id
   cross join lateral jsonb_to_record(o.version) as v (kind text, rid text, api_name text, revision bigint, action text, at timestamptz, actor text, body jsonb)
   where o.version is not null
),
keys as (
  update idempotency_keys
     set completed_at = clock_timestamp(),
         commit_id = :#commit
   where message = :#message
     and completed_at is null
),
lease as (
  update leases
     set expires_at = clock_timestamp() + :#graceMillis::int * interval '1 millisecond'
   where name = 'commit'
     and holder = :#holder
     and token = :#token::bigint
)
select count(*) as confirmed
  from confirmed
