-- How long events are kept, what must be kept longer, and what was deleted under which policy.

create table retention_policies (
  id             uuid        primary key,
  name           text        not null,
  actions        text[]      not null,                -- beginnings of actions; none: all actions
  resource_type  text,
  tag            text,
  classification text,
  tenant         text,
  days           integer     not null check (days between 1 and 36500), -- since the event was recorded
  specific       boolean     not null generated always as (
    cardinality(actions) > 0 or resource_type is not null or tag is not null
    or classification is not null or tenant is not null) stored, -- others are for events no specific policy fits
  revision       integer     not null default 1,
  modified_at    timestamptz not null default now(),
  modified_by    text        not null
);

create table legal_holds (
  id            uuid        primary key,
  reason        text        not null,
  actions       text[]      not null,
  resource_type text,
  resource_id   text,
  actor         text,
  tag           text,
  tenant        text,
  occurred_from timestamptz,
  occurred_to   timestamptz,
  placed_at     timestamptz not null default now(),
  placed_by     text        not null,
  released_at   timestamptz,
  released_by   text,
  check ((released_at is null) = (released_by is null))
);

create table retention_runs (
  id                 uuid        primary key,
  dry_run            boolean     not null,
  requested_at       timestamptz not null default now(), -- ages are reckoned from here
  requested_by       text        not null,
  requested_event    uuid        not null,
  finished_event     uuid        not null,
  cursor_recorded_at timestamptz not null default '-infinity', -- events up to here are decided about
  cursor_event_id    uuid        not null default '00000000-0000-0000-0000-000000000000',
  scanned            bigint      not null default 0,
  expired            bigint      not null default 0,
  partitions_dropped integer     not null default 0,
  finished_at        timestamptz,
  announced_at       timestamptz,                        -- its end is an event
  check (announced_at is null or finished_at is not null)
);

-- One run at a time.
create unique index retention_runs_open on retention_runs ((true)) where finished_at is null;
-- select-unannounced.sql
create index retention_runs_unannounced on retention_runs (requested_at) where announced_at is null;

create table retention_run_policies (
  run_id      uuid    not null references retention_runs,
  policy_id   uuid    not null,
  policy_name text    not null,
  days        integer not null,
  events      bigint  not null,
  primary key (run_id, policy_id)
);

-- The policy an event falls under: the longest of the specific ones that fit, else the longest of the others.
create function policy_of(event audit_events) returns setof retention_policies
  language sql stable set search_path = audit, pg_temp
as $$
  select p.*
    from retention_policies p
   where (cardinality(p.actions) = 0
          or exists (select from unnest(p.actions) as beginning where starts_with(event.action, beginning)))
     and (p.resource_type is null or p.resource_type = event.resource_type)
     and (p.tag is null or p.tag = any (event.tags))
     and (p.classification is null or p.classification = event.classification)
     and (p.tenant is null or p.tenant = event.tenant)
   order by p.specific desc, p.days desc, p.id
   limit 1
$$;

create function is_held(event audit_events) returns boolean
  language sql stable set search_path = audit, pg_temp
as $$
  select exists (
    select
      from legal_holds h
     where h.released_at is null
       and (cardinality(h.actions) = 0
            or exists (select from unnest(h.actions) as beginning where starts_with(event.action, beginning)))
       and (h.resource_type is null or h.resource_type = event.resource_type)
       and (h.resource_id is null or h.resource_id = event.resource_id)
       and (h.actor is null or h.actor = event.actor_id or h.actor = event.actor_name)
       and (h.tag is null or h.tag = any (event.tags))
       and (h.tenant is null or h.tenant = event.tenant)
       and (h.occurred_from is null or event.occurred_at >= h.occurred_from)
       and (h.occurred_to is null or event.occurred_at < h.occurred_to))
$$;

-- Months of audit_events that lie in the past, and where they end.
create view past_partitions as
  select child.oid::regclass as partition,
         (regexp_match(pg_get_expr(child.relpartbound, child.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz as ends_at
    from pg_inherits
    join pg_class child on child.oid = inhrelid
   where inhparent = 'audit_events'::regclass
     and (regexp_match(pg_get_expr(child.relpartbound, child.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz
         < now() - interval '1 day';

-- Drops the past partitions that are empty; true when one was, so that the caller counts and comes again.
create function drop_empty_partition() returns boolean
  language plpgsql set search_path = audit, pg_temp
as $$
declare
  candidate regclass;
  has_rows  boolean;
begin
  for candidate in select partition from past_partitions order by ends_at loop
    execute format('select exists (select from %s)', candidate) into has_rows;
    if not has_rows then
      execute format('drop table %s', candidate);
      return true;
    end if;
  end loop;
  return false;
end
$$;

-- Drops one past partition in which every event is older than the longest policy and none is held.
-- Its events are counted for the run before; null when there is no such partition.
create function drop_expired_partition(run uuid) returns bigint
  language plpgsql set search_path = audit, pg_temp
as $$
declare
  longest   interval;
  as_of     timestamptz;
  candidate regclass;
  held      boolean;
  events    bigint;
begin
  select make_interval(days => max(days)) into longest
    from retention_policies
  having bool_or(not specific);
  select requested_at into as_of from retention_runs where id = run;
  for candidate in select partition from past_partitions where ends_at <= as_of - longest order by ends_at loop
    execute format('select exists (select from %s as event where is_held(row(event.*)::audit_events))', candidate)
      into held;
    if not held then
      execute format(
        'insert into retention_run_policies as counted (run_id, policy_id, policy_name, days, events)
         select $1, p.id, p.name, p.days, count(*)
           from %s as event
          cross join lateral policy_of(row(event.*)::audit_events) as p
          group by p.id, p.name, p.days
         on conflict (run_id, policy_id) do update set events = counted.events + excluded.events', candidate)
        using run;
      execute format('select count(*) from %s', candidate) into events;
      execute format('drop table %s', candidate);
      return events;
    end if;
  end loop;
  return null;
end
$$;

revoke execute on function drop_empty_partition(), drop_expired_partition(uuid) from public;

insert into retention_policies (id, name, actions, tag, days, modified_by)
values
  ('00000000-0000-7000-8000-000000000001', 'Everything else', '{}', null, 365, 'audit'),
  ('00000000-0000-7000-8000-000000000002', 'Authentication', '{auth.}', null, 730, 'audit'),
  ('00000000-0000-7000-8000-000000000003', 'Ontology changes',
   '{schema.,object_type.,property.,shared_property.,link_type.,interface.,action_type.,function_type.,value_type.,struct_type.,branch.,proposal.}',
   null, 1825, 'audit'),
  ('00000000-0000-7000-8000-000000000004', 'Authentication and access control under SOX',
   '{auth.,audit.,retention.,hold.,lock.}', 'sox', 2555, 'audit'),
  ('00000000-0000-7000-8000-000000000005', 'Temporary', '{}', 'temporary', 30, 'audit');

-- The service keeps the rules; what they delete is deleted by the owner of the tables alone.
grant select, insert, update, delete on retention_policies to audit;
grant select, insert on legal_holds to audit;
grant update (released_at, released_by) on legal_holds to audit;
grant select, insert on retention_runs to audit;
grant update (announced_at) on retention_runs to audit;
grant select on retention_run_policies to audit;
