-- Resources that were created or deleted.
select event_id::text as id
  from audit_events, period
 where occurred_at >= starts and occurred_at < ends
   and (action like '%.create' or action like '%.delete')
   and success
