-- Decides about the next events of a run: counts and, unless it is a dry run, deletes those that have expired.
with run as materialized (
  select *
    from retention_runs
   where id = ?::uuid
), scanned as materialized (
  select stored
    from run,
         audit_events as stored
   where (stored.recorded_at, stored.event_id) > (run.cursor_recorded_at, run.cursor_event_id)
     and stored.recorded_at
         < run.requested_at - (select make_interval(days => min(days)) from retention_policies)
   order by stored.recorded_at, stored.event_id
   limit ?
), expired as materialized (
  select (stored).event_id,
         (stored).recorded_at,
         policy.id,
         policy.name,
         policy.days
    from run,
         scanned
   cross join lateral policy_of(stored) as policy
   where (stored).recorded_at < run.requested_at - make_interval(days => policy.days)
     and not is_held(stored)
), deleted as (
  delete from audit_events
   using run, expired
   where audit_events.event_id = expired.event_id
     and audit_events.recorded_at = expired.recorded_at
     and not run.dry_run
), counted as (
  insert into retention_run_policies as counted (run_id, policy_id, policy_name, days, events)
  select run.id, expired.id, expired.name, expired.days, count(*)
    from run, expired
   group by run.id, expired.id, expired.name, expired.days
  on conflict (run_id, policy_id) do update set events = counted.events + excluded.events
), last as (
  select (stored).recorded_at,
         (stored).event_id
    from scanned
   order by 1 desc, 2 desc
   limit 1
)
update retention_runs
   set cursor_recorded_at = last.recorded_at,
       cursor_event_id = last.event_id,
       scanned = retention_runs.scanned + (select count(*) from scanned),
       expired = retention_runs.expired + (select count(*) from expired)
  from run, last
 where retention_runs.id = run.id
