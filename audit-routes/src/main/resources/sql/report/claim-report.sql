-- The oldest report nobody works on; an attempt that was cut short has no lease any more.
update reports
   set attempts = attempts + 1,
       lease_until = now() + make_interval(secs => ?)
 where id = (
   select id
     from reports
    where finished_at is null
      and (lease_until is null or lease_until < now())
    order by requested_at
    limit 1
      for update skip locked)
returning id::text as id,
          type,
          framework,
          period_from,
          period_to,
          only_actor,
          requested_by,
          attempts
