select count(*) / extract(epoch from max(published_at) - min(published_at))
  from oms.outbox_events
 where message = ?
