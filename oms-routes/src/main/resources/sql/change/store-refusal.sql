-- A refused attempt needs no commit: its event is publishable at once.
with counter as (
  insert into aggregate_sequences as s (aggregate, last)
  values (:#aggregate, 1)
  on conflict (aggregate) do update set last = s.last + 1
  returning last
),
ordered as (
  select last, nextval('outbox_ready') as ready
    from counter
)
insert into outbox_events (id, aggregate, partition, nats_subject, event, confirmed_at, ready, sequence, success)
select :#id::uuid, :#aggregate, :#partition::int, :#subject,
       :#event::jsonb || jsonb_build_object('sequence', o.last), clock_timestamp(), o.ready, o.last, false
  from ordered o
returning sequence
