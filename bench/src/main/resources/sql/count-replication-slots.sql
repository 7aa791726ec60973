select count(*)
  from pg_replication_slots
 where active
