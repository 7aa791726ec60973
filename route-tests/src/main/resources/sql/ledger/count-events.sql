-- How many events are stored, and the time by the database's clock.
select count(*) as events,
       now() as read_at
  from audit.audit_events
