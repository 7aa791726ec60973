-- The revisions of the resource that last had a name on a branch, newest first.
select
  revision,
  commit_id,
  event_id::text as event_id,
  action,
  actor,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  body::text as body
from resource_versions
where branch = :#branch
  and rid = (
    select rid
    from resource_versions
    where branch = :#branch
      and kind = :#kind
      and api_name = :#apiName
    order by at desc
    limit 1
  )
  and revision <= :#from::bigint
order by revision desc
limit :#limit
