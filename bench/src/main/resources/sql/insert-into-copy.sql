insert into bench.audit_events
  (event_id, recorded_at, occurred_at, source, subject, aggregate_sequence, actor_id, actor_name,
   action, resource_type, resource_id, resource_name, branch, commit_id, tenant, success,
   error_code, request_id, correlation_id, classification, tags, fields_changed, search, event)
values (?::uuid, ?::timestamptz, ?::timestamptz, ?, ?, ?::bigint, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::boolean, ?,
        ?, ?, ?, ?::text[], ?::text[], ?::tsvector, ?::json)
