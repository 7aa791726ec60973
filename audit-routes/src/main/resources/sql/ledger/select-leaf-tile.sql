-- Neighbouring leaf hashes.
select leaf_index as position,
       leaf_hash  as hash
  from ledger_leaves
 where leaf_index >= ?
   and leaf_index < ?
 order by leaf_index
