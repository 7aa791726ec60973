-- Drops a month of which nothing is left, and counts it for the run.
with dropped as materialized (
  select drop_empty_partition() as was_there
)
update retention_runs
   set partitions_dropped = partitions_dropped + 1
  from dropped
 where id = ?::uuid
   and was_there
