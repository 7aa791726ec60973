-- Confirmed events, as the change pipeline leaves them: a run's name, events per aggregate, events in all.
with parameters as (
  select ?::text as run, ?::int as per_aggregate, ?::int as events
),
made as (
  select gen_random_uuid() as id,
         'object_type/ri.oms.object-type.' || md5(run || (n / per_aggregate)) as aggregate,
         n % per_aggregate + 1 as sequence,
         n / per_aggregate as type,
         run,
         n
    from parameters, generate_series(0, events - 1) as n
),
counted as (
  insert into oms.aggregate_sequences (aggregate, last)
  select aggregate, max(sequence) from made group by aggregate
)
insert into oms.outbox_events (id, aggregate, partition, nats_subject, branch, message, event, confirmed_at, ready, sequence, commit_id, success)
select id, aggregate, abs(hashtext(aggregate)) % 64, 'audit.events.object_type.update', 'main', run,
       jsonb_build_object(
         'specversion', '1.0', 'id', id, 'source', '/oms', 'type', 'audit.activity.v1',
         'subject', aggregate, 'time', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'datacontenttype', 'application/json', 'correlationid', run, 'branch', 'main', 'commit', run,
         'tenant', 'default', 'sequence', sequence,
         'data', jsonb_build_object(
           'action', 'object_type.update',
           'actor', jsonb_build_object('id', 'u-' || n % 50, 'username', 'bench.user' || n % 50, 'roles', jsonb_build_array('developer'), 'type', 'user', 'authMethod', 'jwt', 'ip', '203.0.113.7'),
           'target', jsonb_build_object('resourceType', 'object_type', 'resourceId', substr(aggregate, 13), 'resourceName', 'Bench' || type, 'branch', 'main'),
           'success', true, 'durationMs', 12.5, 'requestId', run || '-' || n,
           'changes', jsonb_build_object('fieldsChanged', jsonb_build_array('description'), 'before', jsonb_build_object('description', 'Before ' || n), 'after', jsonb_build_object('description', 'After ' || n)),
           'classification', 'internal')),
       clock_timestamp(), nextval('oms.outbox_ready'), sequence, run, true
  from made
 order by n
