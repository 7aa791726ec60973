-- Events a week past the end of their policy and not held: retention has not run.
select stored.event_id::text as id
  from audit_events as stored
 cross join lateral policy_of(stored) as policy
 where stored.recorded_at < now() - (select make_interval(days => min(days) + 7) from retention_policies)
   and stored.recorded_at < now() - make_interval(days => policy.days + 7)
   and not is_held(stored)
