select id, ready, nats_subject, event::text as event
  from oms.outbox_events
 where message = ?
   and ready > ?
   and published_at is null
 order by ready
 limit ?
