-- Events counted by a key. The service puts in key, conditions and order from conditions.properties.
select {key} as key,
       count(*) as events,
       count(*) filter (where not success) as failed,
       min(occurred_at) as first_at,
       max(occurred_at) as last_at
  from audit_events
 where {conditions}
 group by 1
 order by {order}
 limit ?
