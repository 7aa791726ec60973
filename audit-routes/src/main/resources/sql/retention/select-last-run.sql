-- The run that ended last, of those that delete.
select id::text as id,
       case when scheduled_for is null then 'manual' else 'scheduled' end as trigger,
       (extract(epoch from finished_at) * 1000)::bigint as finished_at
  from retention_runs
 where finished_at is not null
   and not dry_run
 order by finished_at desc
 limit 1
