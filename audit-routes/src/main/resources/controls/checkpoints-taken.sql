-- Reads of a checkpoint in the last 24 hours of the period, or before now.
select event_id::text as id
  from audit_events, period
 where occurred_at >= greatest(starts, least(ends, now()) - interval '24 h')
   and occurred_at < ends
   and action = 'audit.read'
   and event #>> '{data,metadata,operation}' = 'getCheckpoint'
   and success
