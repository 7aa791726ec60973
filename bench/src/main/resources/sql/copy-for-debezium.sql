insert into debezium.outbox (id, aggregate, nats_subject, event)
select id, aggregate, nats_subject, event
  from oms.outbox_events
 where message = ?
 order by ready
