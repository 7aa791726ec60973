-- Events without a leaf, and leaves whose hash is not that of their event.
select count(*)
  from audit.audit_events as stored
  left join audit.ledger_leaves as leaf using (event_id, recorded_at)
 where leaf.leaf_hash is distinct from sha256('\x00'::bytea || convert_to(stored.event::text, 'UTF8'))
