-- Sequences that are missing between two that are stored, of resources with events in the period.
select subject || ' ' || (previous + 1) as id
  from (select subject,
               aggregate_sequence,
               lag(aggregate_sequence) over (partition by subject order by aggregate_sequence) as previous
          from audit_events
         where subject in (select e.subject
                             from audit_events e, period
                            where e.occurred_at >= starts and e.occurred_at < ends)) as neighbours
 where aggregate_sequence > previous + 1
