-- The single form of claim-events.sql.
insert into event_consumer_tracking (consumer_name, event_id, created_at)
values (?, ?::uuid, ?)
on conflict do nothing
