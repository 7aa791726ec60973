-- How large the tree is, and what was signed of it last.
select (select coalesce(max(leaf_index) + 1, 0) from ledger_leaves) as leaves,
       newest.tree_size                                            as signed_leaves,
       extract(epoch from newest.signed_at)::double precision      as signed_at
  from (values (1)) as always
  left join lateral (
    select tree_size,
           signed_at
      from ledger_checkpoints
     order by tree_size desc, signed_at desc
     limit 1) as newest on true
