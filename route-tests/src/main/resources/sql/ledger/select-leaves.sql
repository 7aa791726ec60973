-- Every leaf in the order of the tree, with its event if that is stored, and the deletion that lists it.
select leaf.leaf_index,
       leaf.event_id::text as event_id,
       leaf.leaf_hash,
       leaf.recorded_at,
       deleted.deletion_id::text as deletion_id,
       stored.event::text as event,
       stored.occurred_at,
       stored.source,
       stored.subject,
       stored.aggregate_sequence,
       stored.actor_id,
       stored.actor_name,
       stored.action,
       stored.resource_type,
       stored.resource_id,
       stored.resource_name,
       stored.branch,
       stored.commit_id,
       stored.tenant,
       stored.success,
       stored.error_code,
       stored.request_id,
       stored.correlation_id,
       stored.classification,
       array_to_json(stored.tags)::text as tags,
       array_to_json(stored.fields_changed)::text as fields_changed
  from audit.ledger_leaves as leaf
  left join audit.audit_events as stored
    on stored.event_id = leaf.event_id
   and stored.recorded_at = leaf.recorded_at
  left join audit.ledger_deleted_leaves as deleted
    on deleted.leaf_index = leaf.leaf_index
 order by leaf.leaf_index
