-- The ids that this transaction is the first to store. Sorted: two instances that claim the same
-- ids wait for each other in one order and never deadlock.
insert into event_consumer_tracking (consumer_name, event_id)
select ?, id
  from (select distinct unnest(?::uuid[]) as id order by 1) as batch
on conflict do nothing
returning event_id::text
