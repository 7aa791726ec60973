-- Leaves that have waited for a signature for more than five minutes.
select 'leaf ' || leaf_index || ' of ' || recorded_at as id
  from ledger_leaves
 where leaf_index >= (select coalesce(max(tree_size), 0) from ledger_checkpoints)
   and recorded_at < now() - interval '5 min'
