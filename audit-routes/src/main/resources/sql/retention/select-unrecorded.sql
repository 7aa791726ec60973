-- What this step of a run has deleted; it is no event yet.
select deletion.id::text as id,
       deletion.run_id::text as run_id,
       deletion.policy_id::text as policy_id,
       deletion.policy_name,
       deletion.days,
       deletion.leaves,
       deletion.chain,
       run.requested_event::text as requested_event
  from ledger_deletions as deletion
  join retention_runs as run on run.id = deletion.run_id
 where deletion.event is null
   and deletion.run_id = ?::uuid
