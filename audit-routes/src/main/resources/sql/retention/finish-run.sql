-- Everything is decided about.
update retention_runs
   set finished_at = now()
 where id = ?::uuid
