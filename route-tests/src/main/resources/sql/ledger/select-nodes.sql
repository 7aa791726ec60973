-- Every stored node in the order in which a growing tree completes them.
select level,
       node_index,
       node_hash,
       (node_index + 1) << (8 * level) as complete_at
  from audit.ledger_nodes
 order by complete_at, level
