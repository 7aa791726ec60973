-- Open intents though nobody holds the lease: who made them is gone, or has lost sight of its commit.
select o.message
  from outbox_events o
 where o.confirmed_at is null
   and o.abandoned_at is null
   and not exists (select from leases l where l.name = 'commit' and l.expires_at > clock_timestamp())
 limit 1
