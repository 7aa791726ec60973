-- Neighbouring leaves with their events, as far as they are there.
select leaf_index,
       leaf.event_id,
       leaf_hash,
       stored.event
  from ledger_leaves as leaf
  left join audit_events as stored
    on stored.event_id = leaf.event_id
   and stored.recorded_at = leaf.recorded_at
 where leaf_index >= ?
   and leaf_index < ?
 order by leaf_index
