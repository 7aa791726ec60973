-- Reports whose every attempt was cut short.
update reports
   set finished_at = now(),
       failure = 'Given up after ' || attempts || ' attempts; the service stopped during each.'
 where finished_at is null
   and attempts >= ?
   and lease_until < now()
