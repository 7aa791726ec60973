-- Neighbouring leaves with their events, as far as they are there, and the deletions of those that are not.
select leaf.leaf_index,
       leaf.event_id,
       leaf_hash,
       stored.event,
       deleted.deletion_id
  from ledger_leaves as leaf
  left join audit_events as stored
    on stored.event_id = leaf.event_id
   and stored.recorded_at = leaf.recorded_at
  left join ledger_deleted_leaves as deleted
    on deleted.leaf_index = leaf.leaf_index
 where leaf.leaf_index >= ?
   and leaf.leaf_index < ?
 order by leaf.leaf_index
