-- The next fencing token, and what time it is for all instances.
select nextval('lock_tokens') as token, date_trunc('milliseconds', clock_timestamp()) as now
