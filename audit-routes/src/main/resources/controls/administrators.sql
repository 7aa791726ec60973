-- Actions of those who had the role admin.
select event_id::text as id
  from audit_events, period
 where occurred_at >= starts and occurred_at < ends
   and exists (select from json_array_elements_text(event #> '{data,actor,roles}') as role where role = 'admin')
