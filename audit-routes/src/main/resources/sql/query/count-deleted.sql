-- Events of an aggregate that retention has deleted.
select count(*)
  from ledger_deleted_leaves
 where subject_digest = subject_digest(:#${variable.timeline.subject})
