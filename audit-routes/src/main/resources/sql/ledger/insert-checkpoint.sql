-- A checkpoint that was signed just now.
insert into ledger_checkpoints (tree_size, key_id, note)
values (?, ?, ?)
