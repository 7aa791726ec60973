-- All tokens that are to be refused, for Redis.
select jti, expires_at, reason
  from token_revocations
 where expires_at > clock_timestamp()
