-- Idempotency keys whose request has no outcome.
select actor || ' ' || key as name
  from oms.idempotency_keys
 where completed_at is null
   and expires_at > clock_timestamp()
