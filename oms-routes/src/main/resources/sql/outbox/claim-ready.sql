-- What is to be published, in order of confirmation, from the partitions this instance has a lease on: a batch
-- within its limits, but one event at least. An aggregate with a quarantined event waits for an operator.
with claimed as materialized (
  select o.id::text as id, o.aggregate, o.nats_subject as subject, o.event::text as event, o.confirmed_at, o.ready, l.name as lease, l.token
    from outbox_events o
    join leases l on l.name = 'relay-' || (o.partition / 8)
   where o.confirmed_at is not null
     and o.published_at is null
     and l.holder = :#${bean:relay.holder}
     and l.expires_at > clock_timestamp()
     and not exists (select from outbox_events q where q.aggregate = o.aggregate and q.quarantined_at is not null)
   order by o.ready
   limit :#${bean:relay.batchMax}
),
measured as (
  select *, sum(octet_length(event)) over (order by ready) - octet_length(event) as bytes_before
    from claimed
)
select id, aggregate, subject, event, confirmed_at, lease, token
  from measured
 where bytes_before < :#${bean:relay.batchBytesMax}
 order by ready
