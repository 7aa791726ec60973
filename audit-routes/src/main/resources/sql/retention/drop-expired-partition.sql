-- Drops a month of which nothing must be kept, and counts it for the run.
with dropped as materialized (
  select drop_expired_partition(?::uuid) as events
)
update retention_runs
   set partitions_dropped = partitions_dropped + 1,
       scanned = scanned + events,
       expired = expired + events
  from dropped
 where id = ?::uuid
   and events is not null
