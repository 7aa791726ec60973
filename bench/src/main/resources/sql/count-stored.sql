select count(*)
  from audit.audit_events
 where correlation_id = ?
   and success
