-- Readers are not held up for long by a run that waits for a lock.
select set_config('lock_timeout', '2s', true),
       set_config('statement_timeout', '15min', true)
