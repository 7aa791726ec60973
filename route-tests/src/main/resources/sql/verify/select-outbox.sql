-- What the outbox still holds; abandoned rows were never published and are kept for diagnosis.
select id::text as id,
       aggregate,
       sequence,
       commit_id,
       confirmed_at is null and abandoned_at is null as intended,
       confirmed_at is not null and published_at is null as ready,
       published_at is not null as published,
       abandoned_at is not null as abandoned,
       quarantined_at is not null as quarantined
  from oms.outbox_events
