-- Events of the period that are stored more than once, or without a claim.
select e.event_id::text as id
  from audit_events e
  cross join period
 where e.occurred_at >= starts and e.occurred_at < ends
 group by e.event_id
having count(*) > 1
    or not exists (select from event_consumer_tracking t where t.event_id = e.event_id)
