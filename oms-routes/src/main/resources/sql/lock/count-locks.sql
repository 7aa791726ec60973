-- For metrics.
select count(*) filter (where type = 'indexing') as indexing,
       count(*) filter (where type = 'maintenance') as maintenance,
       count(*) filter (where type = 'migration') as migration,
       count(*) filter (where type = 'backup') as backup,
       count(*) filter (where type = 'manual') as manual
  from locks
 where expires_at > clock_timestamp()
