-- Everything that was signed, by the size of the tree.
select tree_size,
       note
  from audit.ledger_checkpoints
 order by tree_size, signed_at
