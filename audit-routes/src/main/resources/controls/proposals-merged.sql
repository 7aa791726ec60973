-- Merged proposals of the period.
select event_id::text as id
  from audit_events, period
 where occurred_at >= starts and occurred_at < ends
   and action = 'proposal.merge'
   and success
