-- Still at work; nothing when another attempt has begun.
update reports
   set lease_until = now() + make_interval(secs => ?)
 where id = ?::uuid
   and attempts = ?
   and finished_at is null
