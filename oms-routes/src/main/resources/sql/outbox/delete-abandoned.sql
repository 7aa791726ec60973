-- Intents that came to nothing, kept a while for diagnosis; in batches.
delete from outbox_events
 where id in (select id
                from outbox_events
               where abandoned_at < clock_timestamp() - :#${properties:oms.outbox.abandoned-days}::int * interval '1 day'
               order by abandoned_at
               limit 1000
                 for update skip locked)
