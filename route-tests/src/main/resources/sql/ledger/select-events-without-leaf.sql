-- Events that are in the log and not in the ledger, oldest first.
select stored.event_id::text as event_id,
       stored.recorded_at
  from audit.audit_events as stored
 where not exists (
   select
     from audit.ledger_leaves as leaf
    where leaf.event_id = stored.event_id
      and leaf.recorded_at = stored.recorded_at)
 order by stored.recorded_at, stored.event_id
