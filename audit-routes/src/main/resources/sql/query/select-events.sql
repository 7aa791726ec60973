-- One page of events. The service puts in conditions and an order from conditions.properties.
select event_id,
       recorded_at,
       occurred_at,
       aggregate_sequence,
       event::text as event
  from audit_events
 where {conditions}
 order by {order}
 limit ?
