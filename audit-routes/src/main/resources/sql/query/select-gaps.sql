-- Sequences of an aggregate that are not stored, from 1 to the highest that is.
select previous + 1 as "from",
       aggregate_sequence - 1 as "to"
  from (select aggregate_sequence,
               lag(aggregate_sequence, 1, 0::bigint) over (order by aggregate_sequence) as previous
          from audit_events
         where subject = :#${variable.timeline.subject}) as neighbours
 where aggregate_sequence > previous + 1
 order by 1
 limit 100
