-- The latest runs, or one, each with what it did under which policy.
select json_strip_nulls(json_build_object(
         'id', id,
         'dryRun', dry_run,
         'trigger', case when scheduled_for is null then 'manual' else 'scheduled' end,
         'scheduledFor', scheduled_for,
         'state', case when finished_at is null then 'running' else 'finished' end,
         'requestedAt', requested_at,
         'requestedBy', requested_by,
         'finishedAt', finished_at,
         'scanned', scanned,
         'expired', expired,
         'partitionsDropped', partitions_dropped,
         'policies', (
           select coalesce(
                    json_agg(
                      json_build_object('id', policy_id, 'name', policy_name, 'days', days, 'events', events)
                      order by events desc, policy_id),
                    '[]')
             from retention_run_policies
            where run_id = retention_runs.id)))::text as json
  from retention_runs
 where :#${body}::uuid is null or id = :#${body}::uuid
 order by requested_at desc, id
 limit 100
