-- Published events whose receipt is due: first soon after publication, then every few seconds.
select id::text as id
  from outbox_events
 where published_at < clock_timestamp() - interval '200 milliseconds'
   and (receipt_at is null or receipt_at < clock_timestamp() - interval '5 seconds')
 order by published_at
 limit 1000
