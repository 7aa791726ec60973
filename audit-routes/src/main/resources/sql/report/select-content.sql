-- What came of a report.
select content::text as content,
       failure,
       finished_at is not null as finished
  from reports
 where id = :#${body.id}::uuid
   and (:#${body.by}::text is null or requested_by = :#${body.by}::text)
