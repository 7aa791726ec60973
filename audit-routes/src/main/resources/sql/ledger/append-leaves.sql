-- The leaves of the batch; from here to the commit this transaction is the only one that appends. So a paused instance
-- must lose it: after 20 s, before the others give up waiting (statement_timeout, 30 s).
select set_config('idle_in_transaction_session_timeout', '20s', true),
       append_leaves(:#event_id::uuid[], :#leaf_hash::bytea[])
