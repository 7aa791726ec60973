select avg(length(event::text)) from oms.outbox_events where message = ?
