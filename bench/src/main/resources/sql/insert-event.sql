-- The audit log's columns from one event, by a batch of plain inserts.
insert into bench.audit_events
  (event_id, recorded_at, occurred_at, source, subject, aggregate_sequence, actor_id, actor_name, action,
   resource_type, resource_id, resource_name, branch, commit_id, tenant, success, request_id,
   correlation_id, classification, tags, fields_changed, search, event)
select (e ->> 'id')::uuid, now(), (e ->> 'time')::timestamptz, e ->> 'source', e ->> 'subject',
       (e ->> 'sequence')::bigint, e #>> '{data,actor,id}', e #>> '{data,actor,username}',
       e #>> '{data,action}', e #>> '{data,target,resourceType}', e #>> '{data,target,resourceId}',
       e #>> '{data,target,resourceName}', e ->> 'branch', e ->> 'commit', e ->> 'tenant',
       (e #>> '{data,success}')::boolean, e #>> '{data,requestId}', e ->> 'correlationid',
       e #>> '{data,classification}', '{}', '{description}',
       to_tsvector('simple', e #>> '{data,target,resourceName}'), e
  from (select ?::json as e) as input
