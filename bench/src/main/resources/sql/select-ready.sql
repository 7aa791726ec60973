select id, ready, nats_subject, event::text as event
  from oms.outbox_events
 where message = ?
   and ready > ?
 order by ready
 limit ?
