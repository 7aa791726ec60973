-- The 99th percentile of the time from an event to its record, when it is above a second.
select 'p99 ' || p99::text as id
  from (select percentile_cont(0.99) within group (order by recorded_at - occurred_at) as p99
          from audit_events, period
         where occurred_at >= starts and occurred_at < ends) as delays
 where p99 > interval '1 s'
