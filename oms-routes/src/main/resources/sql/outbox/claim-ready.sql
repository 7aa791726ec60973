-- What is to be published, in order of confirmation, from the partitions this instance has a lease on.
-- An aggregate with a quarantined event waits for an operator.
select o.id::text as id, o.aggregate, o.nats_subject as subject, o.event::text as event, o.confirmed_at, l.name as lease, l.token
  from outbox_events o
  join leases l on l.name = 'relay-' || (o.partition / 8)
 where o.confirmed_at is not null
   and o.published_at is null
   and l.holder = :#${bean:relay.holder}
   and l.expires_at > clock_timestamp()
   and not exists (select from outbox_events q where q.aggregate = o.aggregate and q.quarantined_at is not null)
 order by o.ready
 limit :#${bean:relay.batchMax}
