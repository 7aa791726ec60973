-- Partitions for this month and the months ahead.
select create_partitions(:#${properties:audit.storage.partition-months-ahead}::integer) as created
