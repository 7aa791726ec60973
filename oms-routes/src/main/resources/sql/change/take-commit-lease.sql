-- Takes the lease when it is free or already ours (the token rises either way), else notes that we want it.
insert into leases as l (name, holder, token, expires_at)
values ('commit', :#holder, 1, clock_timestamp() + :#seconds::int * interval '1 second')
on conflict (name) do update
   set holder = case when l.expires_at < clock_timestamp() or l.holder = excluded.holder then excluded.holder else l.holder end,
       token = case when l.expires_at < clock_timestamp() or l.holder = excluded.holder then l.token + 1 else l.token end,
       wanted_at = case when l.expires_at < clock_timestamp() or l.holder = excluded.holder then null else clock_timestamp() end,
       expires_at = case when l.expires_at < clock_timestamp() or l.holder = excluded.holder then excluded.expires_at else l.expires_at end
returning l.holder, l.token
