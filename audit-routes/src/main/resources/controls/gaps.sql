-- Sequences that are missing between two that are there, of resources with events in the period; what retention
-- deleted was there.
with changed as materialized (
  select distinct subject
    from audit_events, period
   where occurred_at >= starts and occurred_at < ends
), places as (
  select subject, stored.aggregate_sequence
    from changed
    join audit_events as stored using (subject)
  union all
  select subject, deleted.aggregate_sequence
    from changed
    join ledger_deleted_leaves as deleted on deleted.subject_digest = subject_digest(subject)
)
select subject || ' ' || (previous + 1) as id
  from (select subject,
               aggregate_sequence,
               lag(aggregate_sequence) over (partition by subject order by aggregate_sequence) as previous
          from places) as neighbours
 where aggregate_sequence > previous + 1
