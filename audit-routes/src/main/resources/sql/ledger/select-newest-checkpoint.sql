-- The checkpoint of the largest tree, and whether it was signed less than some milliseconds ago.
select tree_size,
       key_id,
       note,
       signed_at > now() - make_interval(secs => ? / 1000.0) as is_fresh
  from ledger_checkpoints
 order by tree_size desc, signed_at desc
 limit 1
