-- Who may do what only one instance at a time may do (docs/adr/0005). The token rises at each take-over
-- and is compared by every statement that acts under the lease, so a paused former holder can do nothing.
create table leases (
  name       text        primary key,            -- commit, relay-0 … relay-7, member/<instance>
  holder     text        not null,               -- instance id
  token      bigint      not null default 0,
  expires_at timestamptz not null,
  wanted_at  timestamptz                         -- another instance asked for it since it was taken
);

-- The relay's 64 partitions, eight to a lease; free until the first instance takes them.
insert into leases (name, holder, expires_at)
select 'relay-' || n, 'nobody', '-infinity'
  from generate_series(0, 7) as n;
