-- Outbox rows on their way: zero once everything is stored and receipted.
select count(*) as unsettled
  from oms.outbox_events
 where abandoned_at is null
