-- Nothing was committed for these intents, for certain: they are never published, their keys are free again.
with abandoned as (
  update outbox_events
     set abandoned_at = clock_timestamp(),
         version = null
   where message = :#message
     and confirmed_at is null
     and abandoned_at is null
  returning id
),
keys as (
  delete from idempotency_keys
   where message = :#message
     and completed_at is null
),
lease as (
  update leases
     set expires_at = clock_timestamp() + :#graceMillis::int * interval '1 millisecond'
   where name = 'commit'
     and holder = :#holder
     and token = :#token::bigint
)
select count(*) as abandoned
  from abandoned
