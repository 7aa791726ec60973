-- Transactions whose leaves are not neighbours, or not in the order in which the stream has the events.
select count(*)
  from (select leaf.recorded_at,
               max(leaf_index) - min(leaf_index) + 1 <> count(*) as scattered,
               array_agg(leaf_index order by leaf_index)
                 <> array_agg(leaf_index order by aggregate_sequence) as mixed
          from audit.ledger_leaves as leaf
          join audit.audit_events as stored using (event_id, recorded_at)
         where stored.resource_id = 'tree'
         group by leaf.recorded_at) as batch
 where scattered or mixed
