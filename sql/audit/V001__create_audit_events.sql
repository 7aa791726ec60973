-- The audit log: each event once, for ever as it was received, with what people search it by.

create table event_consumer_tracking (
  consumer_name text        not null,               -- durable consumer that stored the event
  event_id      uuid        not null,
  created_at    timestamptz not null default now(),
  primary key (consumer_name, event_id)             -- the idempotent repository: an event is claimed once overall
);

-- Partitioned by the month of recording, so that retention drops months. A primary key can't span the
-- partitions without the recording time; event_consumer_tracking makes an event unique, in the same transaction.
create table audit_events (
  event_id           uuid        not null,               -- also the outbox key and the Nats-Msg-Id
  recorded_at        timestamptz not null default now(), -- start of the transaction that stored it
  occurred_at        timestamptz not null,               -- the event's time
  source             text        not null,
  subject            text        not null,               -- the aggregate: <resourceType>/<resourceId>
  aggregate_sequence bigint      not null,               -- without a gap from 1 per subject
  actor_id           text        not null,
  actor_name         text,
  action             text        not null,
  resource_type      text        not null,
  resource_id        text        not null,
  resource_name      text,
  branch             text,
  commit_id          text,
  tenant             text,
  success            boolean     not null,
  error_code         text,
  request_id         text,
  correlation_id     text,
  classification     text,
  tags               text[]      not null,
  fields_changed     text[]      not null,
  search             tsvector    not null,               -- words of the event's texts, made by the service
  event              json        not null,               -- json, not jsonb: every character as it was received
  primary key (event_id, recorded_at)                    -- GET /events/{id}
) partition by range (recorded_at);

-- GET /events without filters and with weak ones: sort=occurredAt, from, to
create index audit_events_occurred on audit_events (occurred_at, event_id);
-- GET /events?sort=recordedAt
create index audit_events_recorded on audit_events (recorded_at, event_id);
-- GET /events?actor= by id, and everybody's own actions
create index audit_events_actor_id on audit_events (actor_id, occurred_at);
-- GET /events?actor= by user name
create index audit_events_actor_name on audit_events (actor_name text_pattern_ops, occurred_at);
-- GET /events?action=object_type. (prefix)
create index audit_events_action on audit_events (action text_pattern_ops, occurred_at);
-- GET /resources/{type}/{id}/timeline, and the search for gaps in it
create index audit_events_subject on audit_events (subject, aggregate_sequence);
-- GET /events?resourceId=
create index audit_events_resource_id on audit_events (resource_id, occurred_at);
-- GET /events?resourceName=
create index audit_events_resource_name on audit_events (resource_name text_pattern_ops, occurred_at);
-- GET /events?branch=
create index audit_events_branch on audit_events (branch, occurred_at);
-- GET /events?commit=
create index audit_events_commit on audit_events (commit_id) where commit_id is not null;
-- GET /events?requestId=
create index audit_events_request on audit_events (request_id) where request_id is not null;
-- GET /events?correlationId=
create index audit_events_correlation on audit_events (correlation_id) where correlation_id is not null;
-- GET /events?success=false
create index audit_events_failed on audit_events (occurred_at, event_id) where not success;
-- GET /events?errorCode=
create index audit_events_error_code on audit_events (error_code, occurred_at) where error_code is not null;
-- GET /events?q= (words), ?tag=, q=changes.fieldsChanged:
create index audit_events_words on audit_events using gin (search, tags, fields_changed);

-- Makes the partitions of this month and the months ahead; safe to call at any time, by several at once.
-- It runs with the rights of the owner: the service itself may not create tables.
create function create_partitions(months_ahead integer) returns integer
  language plpgsql security definer set search_path = audit, pg_temp set timezone = 'UTC'
as $$
declare
  starts  timestamptz;
  name    text;
  created integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('audit.create_partitions'));
  for month in 0..months_ahead loop
    starts := date_trunc('month', now(), 'UTC') + make_interval(months => month);
    name := 'audit_events_' || to_char(starts at time zone 'UTC', 'YYYY_MM');
    if to_regclass('audit.' || name) is null then
      execute format('create table %I partition of audit_events for values from (%L) to (%L)',
                     name, starts, starts + interval '1 month');
      created := created + 1;
    end if;
  end loop;
  return created;
end
$$;
revoke execute on function create_partitions(integer) from public;

select create_partitions(3);

-- Append only: the service can't change or delete what it stored.
grant select, insert on audit_events            to audit;
grant select, insert on event_consumer_tracking to audit;
grant execute on function create_partitions(integer) to audit;
