-- Sequences of an aggregate that are neither stored nor deleted by retention, from 1 to the highest that is.
with places as (
  select aggregate_sequence
    from audit_events
   where subject = :#${variable.timeline.subject}
  union all
  select aggregate_sequence
    from ledger_deleted_leaves
   where subject_digest = subject_digest(:#${variable.timeline.subject})
)
select previous + 1 as "from",
       aggregate_sequence - 1 as "to"
  from (select aggregate_sequence,
               lag(aggregate_sequence, 1, 0::bigint) over (order by aggregate_sequence) as previous
          from places) as neighbours
 where aggregate_sequence > previous + 1
 order by 1
 limit 100
