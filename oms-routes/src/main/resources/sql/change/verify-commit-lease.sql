-- One row if the lease is still ours; it is extended for as long as an HTTP request to follow may take.
update leases
   set expires_at = greatest(expires_at, clock_timestamp() + :#graceMillis::int * interval '1 millisecond')
 where name = 'commit'
   and holder = :#holder
   and token = :#token::bigint
returning token
