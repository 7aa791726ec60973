select count(*) / extract(epoch from max(recorded_at) - min(recorded_at))
  from audit.audit_events
 where correlation_id = ?
