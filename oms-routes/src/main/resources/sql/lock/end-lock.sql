-- The end of a lock with its event and its Idempotency-Key; no row comes back when it had ended already.
-- An expired lock is ended only by who tells its expiry, a live one only by a person.
with ended as (
  delete from locks
   where id = :#lockId::uuid
     and (expires_at <= clock_timestamp()) = :#expired::boolean
  returning id
)
select store_event(:#id::uuid, :#aggregate, :#partition::int, :#subject, :#event::jsonb, true) as sequence,
       store_keys(:#keys::jsonb, 'event=' || :#id::text, :#keyDays::int) as keys
  from ended
