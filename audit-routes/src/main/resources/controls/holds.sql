-- Holds that were in force at any time of the period.
select legal_holds.id::text || ' since ' || placed_at::date as id
  from legal_holds, period
 where placed_at < ends
   and (released_at is null or released_at >= starts)
