-- Deletions as they were recorded, beside what their leaves give now.
select deletion.id::text as id,
       deletion.run_id::text as run_id,
       deletion.policy_id::text as policy_id,
       deletion.event::text as event,
       own.leaf_hash,
       listed.leaves,
       listed.chain
  from ledger_deletions as deletion
  join ledger_leaves as own on own.event_id = deletion.id
 cross join lateral (
   select count(*) as leaves,
          leaf_chain(leaf.leaf_index, leaf.leaf_hash order by leaf.leaf_index) as chain
     from ledger_deleted_leaves as deleted
     join ledger_leaves as leaf on leaf.leaf_index = deleted.leaf_index
    where deleted.deletion_id = deletion.id
      and deleted.leaf_index between deletion.first_leaf and deletion.last_leaf) as listed
 where deletion.id = any (?)
