-- Open dead letters of more than a day.
select dead_letters.id::text as id
  from dead_letters
 where resolved_at is null
   and received_at < now() - interval '1 day'
