-- A policy that is no more; its end has a revision, too.
delete from retention_policies
 where id = :#${variable.policy.id}::uuid
returning to_json(retention_policies)::text as before,
          null::text as after,
          revision + 1 as revision
