-- What became of a batch. Acknowledged events are published if their lease is still the one they were
-- claimed under; events the server refuses for ever are quarantined; the others are tried again.
with published as (
  update outbox_events o
     set published_at = clock_timestamp(),
         receipt_at = null
    from jsonb_to_recordset(:#acknowledged::jsonb) as a (id uuid, lease text, token bigint)
    join leases l on l.name = a.lease and l.token = a.token
   where o.id = a.id
     and o.confirmed_at is not null
     and o.published_at is null
  returning o.id
),
quarantined as (
  update outbox_events o
     set quarantined_at = clock_timestamp(),
         quarantine_reason = p.reason,
         attempts = o.attempts + 1
    from jsonb_to_recordset(:#poison::jsonb) as p (id uuid, reason text)
   where o.id = p.id
     and o.published_at is null
  returning o.id
),
failed as (
  update outbox_events o
     set attempts = o.attempts + 1
    from jsonb_to_recordset(:#failed::jsonb) as f (id uuid)
   where o.id = f.id
     and o.published_at is null
)
select (select count(*) from published) as published, (select count(*) from quarantined) as quarantined
