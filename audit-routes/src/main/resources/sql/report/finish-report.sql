-- The end of an attempt; nothing when another attempt has begun.
update reports
   set finished_at = now(),
       content = ?::json,
       failure = ?
 where id = ?::uuid
   and attempts = ?
   and finished_at is null
