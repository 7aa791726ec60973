-- A new policy, unless there are too many to look through for each event.
insert into retention_policies (id, name, actions, resource_type, tag, classification, tenant, days, modified_by)
select :#${variable.policy.id}::uuid,
       :#${variable.policy.name},
       :#${variable.policy.actions}::text[],
       :#${variable.policy.resourceType},
       :#${variable.policy.tag},
       :#${variable.policy.classification},
       :#${variable.policy.tenant},
       :#${variable.policy.days}::integer,
       :#${variable.policy.by}
 where (select count(*) from retention_policies) < 200
returning null::text as before,
          to_json(retention_policies)::text as after,
          revision
