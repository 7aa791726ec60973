-- The leaves of the batch; from here to the commit this transaction is the only one that appends.
select append_leaves(:#event_id::uuid[], :#leaf_hash::bytea[])
