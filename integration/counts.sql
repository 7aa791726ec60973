-- What an integration run leaves: stored events by action, and the outbox by state.
\pset footer off
\echo 'stored events'
select coalesce(action, 'all') as action, count(*) as events, count(*) filter (where not success) as refused
  from audit.audit_events
 group by rollup (action)
 order by grouping(action), action;

\echo 'outbox'
select count(*) filter (where confirmed_at is null and abandoned_at is null) as intended,
       count(*) filter (where confirmed_at is not null and published_at is null and quarantined_at is null) as ready,
       count(*) filter (where published_at is not null) as published,
       count(*) filter (where quarantined_at is not null) as quarantined,
       count(*) filter (where abandoned_at is not null) as abandoned
  from oms.outbox_events;
