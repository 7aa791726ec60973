-- Says that this instance is alive, keeps its fair share of the relay leases, lets the rest go and takes
-- free ones up to the share. A lease taken from another instance gets a new token.
with member as (
  insert into leases (name, holder, expires_at)
  values ('member/' || :#holder, :#holder, clock_timestamp() + :#seconds::int * interval '1 second')
  on conflict (name) do update set expires_at = excluded.expires_at
),
gone as (
  delete from leases
   where name like 'member/%'
     and name <> 'member/' || :#holder
     and expires_at < clock_timestamp() - interval '1 minute'
),
members as (
  select count(*) + 1 as n
    from leases
   where name like 'member/%'
     and name <> 'member/' || :#holder
     and expires_at > clock_timestamp()
),
share as (
  select ceil(8.0 / n)::int as n from members
),
ours as materialized (
  select name, row_number() over (order by name) as nth
    from leases
   where name like 'relay-%'
     and holder = :#holder
),
renewed as (
  update leases l
     set expires_at = case when o.nth <= (select n from share)
                           then clock_timestamp() + :#seconds::int * interval '1 second'
                           else clock_timestamp() end
    from ours o
   where l.name = o.name
     and l.holder = :#holder
  returning l.name, l.expires_at
),
free as (
  select name
    from leases
   where name like 'relay-%'
     and holder <> :#holder
     and expires_at < clock_timestamp()
   order by random()
   limit greatest(0, (select n from share) - (select count(*) from ours))
     for update skip locked
),
taken as (
  update leases l
     set holder = :#holder,
         token = l.token + 1,
         expires_at = clock_timestamp() + :#seconds::int * interval '1 second'
    from free f
   where l.name = f.name
  returning l.name, l.expires_at
)
select name from renewed where expires_at > clock_timestamp()
union all
select name from taken
