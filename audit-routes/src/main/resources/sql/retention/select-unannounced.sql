-- Runs whose end is not an event yet.
select id::text as id,
       requested_event::text as requested_event,
       finished_event::text as finished_event,
       dry_run,
       case when scheduled_for is null then 'manual' else 'scheduled' end as trigger,
       scanned,
       expired,
       partitions_dropped,
       (select coalesce(json_object_agg(policy_name, events), '{}')::text
          from (select policy_name, sum(events) as events
                  from retention_run_policies
                 where run_id = retention_runs.id
                 group by policy_name) as by_name) as policies
  from retention_runs
 where finished_at is not null
   and announced_at is null
 order by requested_at
