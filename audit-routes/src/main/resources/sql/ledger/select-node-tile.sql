-- Neighbouring roots of complete subtrees of one level.
select node_index as position,
       node_hash  as hash
  from ledger_nodes
 where node_index >= ?
   and node_index < ?
   and level = ?
 order by node_index
