select count(*)
  from oms.outbox_events
 where message = ?
   and published_at is not null
