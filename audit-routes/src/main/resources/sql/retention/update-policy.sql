-- A policy in place of another.
with old as (
  select to_json(retention_policies)::text as before
    from retention_policies
   where id = :#${variable.policy.id}::uuid
     for update
)
update retention_policies
   set name = :#${variable.policy.name},
       actions = :#${variable.policy.actions}::text[],
       resource_type = :#${variable.policy.resourceType},
       tag = :#${variable.policy.tag},
       classification = :#${variable.policy.classification},
       tenant = :#${variable.policy.tenant},
       days = :#${variable.policy.days}::integer,
       modified_by = :#${variable.policy.by},
       modified_at = now(),
       revision = revision + 1
  from old
 where id = :#${variable.policy.id}::uuid
returning before,
          to_json(retention_policies)::text as after,
          revision
