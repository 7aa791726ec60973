-- In batches, so that no statement holds many rows for long.
delete from idempotency_keys
 where (actor, key) in (select actor, key
                          from idempotency_keys
                         where expires_at < clock_timestamp()
                         order by expires_at
                         limit 1000
                           for update skip locked)
