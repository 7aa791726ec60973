-- Commits whose outcome is unknown, in the order they were tried.
select message, database, branch, min(intended_at)::text as intended_at, count(*) as intents
  from outbox_events
 where confirmed_at is null
   and abandoned_at is null
 group by message, database, branch
 order by min(intended_at)
