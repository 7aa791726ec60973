-- Actors with ten refused attempts or more within five minutes.
select actor_id || ' at ' || to_char(window_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') || ': ' || count(*) as id
  from (select actor_id,
               date_bin('5 min', occurred_at, 'epoch') as window_start
          from audit_events, period
         where occurred_at >= starts and occurred_at < ends
           and not success) as refused
 group by actor_id, window_start
having count(*) >= 10
