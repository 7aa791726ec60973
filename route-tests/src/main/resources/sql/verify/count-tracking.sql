select count(*) as claims
  from audit.event_consumer_tracking
