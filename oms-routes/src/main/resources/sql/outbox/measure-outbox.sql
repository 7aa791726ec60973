-- For health and metrics.
select count(*) filter (where confirmed_at is not null and published_at is null and quarantined_at is null) as ready,
       coalesce(extract(epoch from clock_timestamp() - min(confirmed_at) filter (where published_at is null and quarantined_at is null)), 0)::float8 as oldest_seconds,
       count(*) filter (where confirmed_at is null and abandoned_at is null) as open_intents,
       coalesce(extract(epoch from clock_timestamp() - min(intended_at) filter (where confirmed_at is null and abandoned_at is null)), 0)::float8 as open_intent_seconds,
       count(*) filter (where published_at is not null) as unreceipted,
       -- Not since it was published: that starts anew each time it is published again.
       coalesce(extract(epoch from clock_timestamp() - min(confirmed_at) filter (where published_at is not null)), 0)::float8 as unreceipted_seconds,
       count(*) filter (where quarantined_at is not null) as quarantined,
       (select holder from leases where name = 'commit' and expires_at > clock_timestamp()) as commit_holder
  from outbox_events
