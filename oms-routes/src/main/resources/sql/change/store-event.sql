-- The event of what needs no commit, or of a refused attempt: publishable at once.
select store_event(:#id::uuid, :#aggregate, :#partition::int, :#subject, :#event::jsonb, :#success::boolean) as sequence
