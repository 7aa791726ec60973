-- Every event that retention deleted and recorded; make verify-ledger proves the records.
select leaf.event_id::text as id,
       encode(subject_digest, 'hex') as subject_digest,
       aggregate_sequence,
       commit_id
  from audit.ledger_deleted_leaves
  join audit.ledger_leaves as leaf using (leaf_index)
 where subject_digest is not null
