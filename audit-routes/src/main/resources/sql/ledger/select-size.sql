-- The number of leaves; they are appended one transaction after the other, so none below it is missing.
select coalesce(max(leaf_index) + 1, 0)
  from ledger_leaves
