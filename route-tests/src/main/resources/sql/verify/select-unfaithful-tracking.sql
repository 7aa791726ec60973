-- Ids that are claimed without an event, stored without a claim, or stored more than once.
select coalesce(t.event_id, e.event_id)::text as id,
       count(distinct t.consumer_name) as claims,
       count(distinct e.recorded_at) as events
  from audit.event_consumer_tracking t
  full join audit.audit_events e on e.event_id = t.event_id
 group by coalesce(t.event_id, e.event_id)
having count(distinct t.consumer_name) <> 1
    or count(distinct e.recorded_at) <> 1
