-- Which of these events are stored.
select event_id::text as id
  from event_consumer_tracking
 where consumer_name = :#${properties:audit.nats.consumer}
   and event_id = any(:#${body}::uuid[])
