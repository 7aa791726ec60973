-- Reports are read for a while; the events they are made of stay.
delete from reports
 where requested_at < now() - make_interval(secs => ?)
