select count(*)
  from audit.audit_events
 where request_id = ?
