-- What retention deleted is told from a gap: a deleted leaf keeps the place its event had, and its commit.

alter table ledger_deleted_leaves
  add column subject_digest     bytea check (octet_length(subject_digest) = 32), -- sha256(subject): a place, not a name
  add column aggregate_sequence bigint,
  add column commit_id          text;

-- GET /resources/{type}/{id}/timeline, control C01, and make verify
create index ledger_deleted_leaves_place on ledger_deleted_leaves (subject_digest, aggregate_sequence);

create function subject_digest(subject text) returns bytea
  language sql immutable strict parallel safe
as $$
  select sha256(convert_to(subject, 'UTF8'))
$$;

-- As before (V007), and each leaf keeps its place.
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
         select p.id, p.name, p.days, leaf.leaf_index, leaf.leaf_hash,
                subject_digest(event.subject) as subject_digest, event.aggregate_sequence, event.commit_id
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
      insert into ledger_deleted_leaves (leaf_index, deletion_id, subject_digest, aggregate_sequence, commit_id)
      select expiring.leaf_index,
             deletion.id,
             expiring.subject_digest,
             expiring.aggregate_sequence,
             expiring.commit_id
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
