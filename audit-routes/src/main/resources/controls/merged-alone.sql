-- Merged proposals without a review by anybody but the one who made them.
select merged.resource_id as id
  from period
  join audit_events merged on merged.occurred_at >= starts and merged.occurred_at < ends
 where merged.action = 'proposal.merge'
   and merged.success
   and not exists (
     select
       from audit_events review
      where review.resource_id = merged.resource_id
        and review.action = 'proposal.review'
        and review.success
        and not exists (
          select
            from audit_events creation
           where creation.resource_id = merged.resource_id
             and creation.action = 'proposal.create'
             and creation.actor_id = review.actor_id))
