-- The end of the run is an event now.
update retention_runs
   set announced_at = now()
 where id = :#${body}::uuid
