-- What is known of these Idempotency-Keys.
select k.actor, k.key, k.request_hash, k.answer::text as answer, k.commit_id, k.completed_at is not null as completed
  from jsonb_to_recordset(:#keys::jsonb) as r (actor text, key text)
  join idempotency_keys k on k.actor = r.actor and k.key = r.key
 where k.expires_at > clock_timestamp()
