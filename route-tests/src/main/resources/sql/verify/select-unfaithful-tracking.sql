-- Ids that are claimed without an event, stored without a claim, or stored more than once; what retention deleted
-- keeps its claim.
select coalesce(t.event_id, e.event_id)::text as id,
       count(distinct t.consumer_name) as claims,
       count(distinct e.recorded_at) as events
  from audit.event_consumer_tracking t
  full join audit.audit_events e on e.event_id = t.event_id
 group by coalesce(t.event_id, e.event_id)
having count(distinct t.consumer_name) <> 1
    or count(distinct e.recorded_at) <> case
         when exists (select
                        from audit.ledger_leaves as leaf
                        join audit.ledger_deleted_leaves as deleted using (leaf_index)
                       where leaf.event_id = coalesce(t.event_id, e.event_id))
         then 0
         else 1
       end
