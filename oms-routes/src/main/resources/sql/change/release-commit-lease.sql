-- Somebody else may have the lease now; the token rises when they take it.
update leases
   set expires_at = clock_timestamp(),
       wanted_at = null
 where name = 'commit'
   and holder = :#holder
   and token = :#token::bigint
returning token
