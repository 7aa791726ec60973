-- Events of users without the address they came from.
select event_id::text as id
  from audit_events, period
 where occurred_at >= starts and occurred_at < ends
   and event #>> '{data,actor,type}' = 'user'
   and event #>> '{data,actor,ip}' is null
