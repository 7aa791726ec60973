-- Ids that are claimed without an event, stored without a claim, or stored more than once; what retention deleted
-- keeps its claim.
with deleted as (
  select leaf.event_id
    from audit.ledger_deleted_leaves
    join audit.ledger_leaves as leaf using (leaf_index)
)
select coalesce(t.event_id, e.event_id)::text as id,
       count(distinct t.consumer_name) as claims,
       count(distinct e.recorded_at) as events
  from audit.event_consumer_tracking t
  full join audit.audit_events e on e.event_id = t.event_id
  left join deleted on deleted.event_id = coalesce(t.event_id, e.event_id)
 group by coalesce(t.event_id, e.event_id)
having count(distinct t.consumer_name) <> 1
    or count(distinct e.recorded_at) <> case when bool_or(deleted.event_id is not null) then 0 else 1 end
