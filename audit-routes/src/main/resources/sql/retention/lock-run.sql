-- The run that is under way, unless another instance works on it at this moment.
select id::text as id,
       dry_run
  from retention_runs
 where finished_at is null
   for update skip locked
