-- Without the events of refused attempts.
select count(distinct event_id)
  from audit.audit_events
 where correlation_id = ?
   and success
