-- Months of the last ninety days without a partition, since recording began.
select to_char(month, 'YYYY-MM') as id
  from generate_series(
         date_trunc('month', greatest(now() - interval '90 days', (select min(recorded_at) from audit_events)), 'UTC'),
         now(),
         interval '1 month') as month
 where to_regclass('audit.audit_events_' || to_char(month at time zone 'UTC', 'YYYY_MM')) is null
