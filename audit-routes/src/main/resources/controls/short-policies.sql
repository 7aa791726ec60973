-- Policies of less than twelve months.
select name || ' (' || days || ' days)' as id
  from retention_policies
 where days < 365
