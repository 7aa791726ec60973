-- Leaves of the period whose event is altered, or not stored and not listed as deleted by retention.
select 'leaf ' || leaf.leaf_index || ': event ' || leaf.event_id
         || case when stored.event is null then ' is not stored' else ' was altered' end as id
  from period
  join ledger_leaves as leaf
    on leaf.recorded_at >= starts
   and leaf.recorded_at < ends
  left join audit_events as stored
    on stored.event_id = leaf.event_id
   and stored.recorded_at = leaf.recorded_at
 where case when stored.event is null
            then not exists (select from ledger_deleted_leaves as deleted where deleted.leaf_index = leaf.leaf_index)
            else sha256('\x00'::bytea || convert_to(stored.event::text, 'UTF8')) <> leaf.leaf_hash
       end
