-- Events that say to have happened later than five seconds after they were recorded.
select event_id::text as id
  from audit_events, period
 where occurred_at >= starts and occurred_at < ends
   and occurred_at > recorded_at + interval '5 s'
