-- Events the audit service has stored may go; what it does not know after a while is published again.
with stored as (
  delete from outbox_events
   where id in (select s::uuid from jsonb_array_elements_text(:#stored::jsonb) s)
     and published_at is not null
  returning id
),
unknown as (
  update outbox_events
     set receipt_at = clock_timestamp(),
         published_at = case when published_at < clock_timestamp() - :#overdueSeconds::int * interval '1 second'
                             then null else published_at end
   where id in (select a::uuid from jsonb_array_elements_text(:#asked::jsonb) a
                except
                select s::uuid from jsonb_array_elements_text(:#stored::jsonb) s)
     and published_at is not null
  returning published_at
)
select (select count(*) from stored) as stored, (select count(*) from unknown where published_at is null) as again
