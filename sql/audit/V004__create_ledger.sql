-- The ledger: an RFC 6962 Merkle tree over all stored events, and what was signed of it (docs/adr/0007).

-- One leaf for each event, in the order of storing. Apart from audit_events, so that retention leaves them alone.
create table ledger_leaves (
  leaf_index  bigint      primary key check (leaf_index >= 0), -- without a gap from 0
  event_id    uuid        not null,
  recorded_at timestamptz not null,                            -- of the event: with its id the key of audit_events
  leaf_hash   bytea       not null check (octet_length(leaf_hash) = 32) -- sha256(0x00 || event)
);

-- GET /events/{id}/proof; and an event has one leaf
create unique index ledger_leaves_event on ledger_leaves (event_id);

-- Roots of complete subtrees, every eighth level: a proof reads at most 256 neighbours a level, and a row is
-- written once for 256 leaves and never again.
create table ledger_nodes (
  level      smallint not null check (level > 0),  -- the subtree has 256 ^ level leaves
  node_index bigint   not null,                    -- the first of them is leaf node_index * 256 ^ level
  node_hash  bytea    not null check (octet_length(node_hash) = 32),
  primary key (level, node_index)
);

-- What was signed. Several rows of one size differ in the key.
create table ledger_checkpoints (
  tree_size  bigint      not null check (tree_size >= 0),
  key_id     bytea       not null check (octet_length(key_id) = 4), -- of the signed note
  note       text        not null,                                  -- C2SP tlog-checkpoint, as it was signed
  signed_at  timestamptz not null default now(),
  primary key (tree_size, key_id)
);

-- The root of a complete subtree from a power of two of neighbouring roots.
create function subtree_root(hashes bytea[]) returns bytea
  language plpgsql immutable strict
as $$
declare
  width integer := cardinality(hashes);
begin
  while width > 1 loop
    width := width / 2;
    for i in 1..width loop
      hashes[i] := sha256('\x01'::bytea || hashes[2 * i - 1] || hashes[2 * i]);
    end loop;
  end loop;
  return hashes[1];
end
$$;

-- Adds the nodes that became complete when the tree grew.
create function complete_nodes(size_before bigint, size_after bigint) returns void
  language plpgsql
as $$
declare
  below      integer := 0;
  from_index bigint  := size_before / 256 * 256;
  to_index   bigint  := size_after / 256 * 256;
begin
  insert into ledger_nodes (level, node_index, node_hash)
  select 1, leaf_index / 256, subtree_root(array_agg(leaf_hash order by leaf_index))
    from ledger_leaves
   where leaf_index >= from_index
     and leaf_index < to_index
   group by leaf_index / 256;
  while to_index > from_index loop
    below := below + 1;
    from_index := from_index / 256 / 256 * 256;
    to_index := to_index / 256 / 256 * 256;
    insert into ledger_nodes (level, node_index, node_hash)
    select below + 1, node_index / 256, subtree_root(array_agg(node_hash order by node_index))
      from ledger_nodes
     where level = below
       and node_index >= from_index
       and node_index < to_index
     group by node_index / 256;
  end loop;
end
$$;

-- Appends the leaves of events that the caller's transaction has stored. The only way into the tree for the
-- service: it gives the indexes, so there is no gap and no second order. One caller after the other, from here to
-- the end of the transaction; so it belongs at the end of it.
create function append_leaves(event_ids uuid[], leaf_hashes bytea[]) returns bigint
  language plpgsql security definer set search_path = audit, pg_temp
as $$
declare
  size_before bigint;
  size_after  bigint;
begin
  if cardinality(event_ids) = 0 then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtext('audit.append_leaves'));
  select coalesce(max(leaf_index) + 1, 0) into size_before from ledger_leaves;
  size_after := size_before + cardinality(event_ids);
  insert into ledger_leaves (leaf_index, event_id, recorded_at, leaf_hash)
  select size_before + position - 1, event_id, now(), leaf_hash
    from unnest(event_ids, leaf_hashes) with ordinality as batch (event_id, leaf_hash, position);
  perform complete_nodes(size_before, size_after);
  return size_before;
end
$$;
revoke execute on function subtree_root(bytea[])           from public;
revoke execute on function complete_nodes(bigint, bigint)  from public;
revoke execute on function append_leaves(uuid[], bytea[])  from public;

-- The events that are there already, in the order of their recording.
insert into ledger_leaves (leaf_index, event_id, recorded_at, leaf_hash)
select row_number() over (order by recorded_at, event_id) - 1,
       event_id,
       recorded_at,
       sha256('\x00'::bytea || convert_to(event::text, 'UTF8'))
  from audit_events;
select complete_nodes(0, (select count(*) from ledger_leaves));

-- Append only: the service adds leaves by the function and checkpoints by insert, and changes neither.
grant select         on ledger_leaves, ledger_nodes to audit;
grant select, insert on ledger_checkpoints          to audit;
grant execute on function append_leaves(uuid[], bytea[]) to audit;

-- make verify-ledger
grant select on audit_events, ledger_leaves, ledger_nodes, ledger_checkpoints to audit_verifier;
