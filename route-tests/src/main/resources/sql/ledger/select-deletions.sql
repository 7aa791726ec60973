-- What retention has recorded of its deletions, oldest first, with the leaves of the events that do.
select deletion.id::text as id,
       deletion.run_id::text as run_id,
       deletion.policy_id::text as policy_id,
       deletion.policy_name,
       deletion.event::text as event,
       own.leaf_hash
  from audit.ledger_deletions as deletion
  join audit.ledger_leaves as own
    on own.event_id = deletion.id
 order by own.leaf_index
