-- The leaf of an event with the event, if it is there; for those who may only see their own actions, only those.
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
 cross join (values (?::uuid, ?::text)) as asked (event_id, actor_id)
 where leaf.event_id = asked.event_id
   and (asked.actor_id is null or stored.actor_id = asked.actor_id)
