-- Expired tokens are refused for that alone.
delete from token_revocations
 where expires_at < clock_timestamp()
