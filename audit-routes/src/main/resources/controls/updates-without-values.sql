-- Successful updates that lack the value before or after.
select event_id::text as id
  from audit_events, period
 where occurred_at >= starts and occurred_at < ends
   and action like '%.update'
   and success
   and (coalesce(json_typeof(event #> '{data,changes,before}'), 'null') = 'null'
        or coalesce(json_typeof(event #> '{data,changes,after}'), 'null') = 'null')
