-- The policies: one, or all, in the order in which they win.
select to_json(retention_policies)::text as json
  from retention_policies
 where :#${body}::uuid is null or id = :#${body}::uuid
 order by specific desc, days desc, id
