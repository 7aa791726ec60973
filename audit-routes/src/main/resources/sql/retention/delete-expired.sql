-- Decides about the next events of a run: counts and, unless it is a dry run, deletes those that have expired
-- and lists their leaves with the places they had.
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
         subject_digest((stored).subject) as subject_digest,
         (stored).aggregate_sequence,
         (stored).commit_id,
         policy.id,
         policy.name,
         policy.days,
         leaf.leaf_index,
         leaf.leaf_hash
    from run,
         scanned
   cross join lateral policy_of(stored) as policy
    left join ledger_leaves as leaf
      on leaf.event_id = (stored).event_id
     and leaf.recorded_at = (stored).recorded_at
     and not exists (select from ledger_deleted_leaves as known where known.leaf_index = leaf.leaf_index)
   where (stored).recorded_at < run.requested_at - make_interval(days => policy.days)
     and not is_held(stored)
), deleted as (
  delete from audit_events
   using run, expired
   where audit_events.event_id = expired.event_id
     and audit_events.recorded_at = expired.recorded_at
     and not run.dry_run
), deletions as (
  insert into ledger_deletions (id, run_id, policy_id, policy_name, days, first_leaf, last_leaf, leaves, chain)
  select gen_random_uuid(),
         run.id,
         expired.id,
         expired.name,
         expired.days,
         min(leaf_index),
         max(leaf_index),
         count(*),
         leaf_chain(leaf_index, leaf_hash order by leaf_index)
    from run, expired
   where not run.dry_run
     and leaf_index is not null
   group by run.id, expired.id, expired.name, expired.days, leaf_index >> 16
  returning id, policy_id, first_leaf
), listed as (
  insert into ledger_deleted_leaves (leaf_index, deletion_id, subject_digest, aggregate_sequence, commit_id)
  select expired.leaf_index,
         deletions.id,
         expired.subject_digest,
         expired.aggregate_sequence,
         expired.commit_id
    from expired
    join deletions
      on deletions.policy_id = expired.id
     and deletions.first_leaf >> 16 = expired.leaf_index >> 16
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
