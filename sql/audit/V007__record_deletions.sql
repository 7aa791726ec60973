-- What retention deletes is recorded in the ledger, so that it can be told from what was removed by hand.

-- The hash over deleted leaves in their order: each step takes in one leaf.
create function chain_leaf(chain bytea, leaf_index bigint, leaf_hash bytea) returns bytea
  language sql immutable strict
as $$
  select sha256(chain || int8send(leaf_index) || leaf_hash)
$$;
create aggregate leaf_chain(bigint, bytea) (sfunc = chain_leaf, stype = bytea, initcond = '');

-- One row for what a step of a run has deleted under a policy within 65,536 neighbouring leaves.
create table ledger_deletions (
  id          uuid    primary key,   -- of the event that records it, too
  run_id      uuid    not null references retention_runs,
  policy_id   uuid    not null,
  policy_name text    not null,
  days        integer not null,
  first_leaf  bigint  not null,
  last_leaf   bigint  not null,
  leaves      bigint  not null,
  chain       bytea   not null check (octet_length(chain) = 32),
  event       json                   -- that event, kept beyond its own retention; set in the same transaction
);

-- retention/select-unrecorded.sql, and drop_expired_partition
create index ledger_deletions_unrecorded on ledger_deletions (run_id) where event is null;

-- Leaves whose event retention has deleted.
create table ledger_deleted_leaves (
  leaf_index  bigint primary key,
  deletion_id uuid   not null
);

-- As before (V005), and what is dropped is recorded.
create or replace function drop_expired_partition(run uuid) returns bigint
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
        'create temporary table expiring on commit drop as
         select p.id, p.name, p.days, leaf.leaf_index, leaf.leaf_hash
           from %s as event
          cross join lateral policy_of(row(event.*)::audit_events) as p
           left join ledger_leaves as leaf
             on leaf.event_id = event.event_id
            and leaf.recorded_at = event.recorded_at
            and not exists (select from ledger_deleted_leaves as known where known.leaf_index = leaf.leaf_index)',
        candidate);
      insert into retention_run_policies as counted (run_id, policy_id, policy_name, days, events)
      select run, id, name, days, count(*)
        from expiring
       group by id, name, days
      on conflict (run_id, policy_id) do update set events = counted.events + excluded.events;
      insert into ledger_deletions (id, run_id, policy_id, policy_name, days, first_leaf, last_leaf, leaves, chain)
      select gen_random_uuid(), run, id, name, days, min(leaf_index), max(leaf_index), count(*),
             leaf_chain(leaf_index, leaf_hash order by leaf_index)
        from expiring
       where leaf_index is not null
       group by id, name, days, leaf_index >> 16;
      insert into ledger_deleted_leaves (leaf_index, deletion_id)
      select expiring.leaf_index, deletion.id
        from expiring
        join ledger_deletions as deletion
          on deletion.run_id = run
         and deletion.event is null
         and deletion.policy_id = expiring.id
         and deletion.first_leaf >> 16 = expiring.leaf_index >> 16;
      execute format('select count(*) from %s', candidate) into events;
      execute format('drop table %s', candidate);
      drop table expiring;
      return events;
    end if;
  end loop;
  return null;
end
$$;

-- POST /ledger/verify, and make verify-ledger
grant select on ledger_deletions, ledger_deleted_leaves to audit, audit_verifier;
