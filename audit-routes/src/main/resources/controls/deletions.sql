-- Runs of retention that ended in the period, with what they deleted.
select run.id::text || ': ' || counted.events || ' under ' || counted.policy_name as id
  from period
  join retention_runs run on run.finished_at >= starts and run.finished_at < ends
  join retention_run_policies counted on counted.run_id = run.id
 where not run.dry_run
