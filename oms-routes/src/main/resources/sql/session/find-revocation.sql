-- Whether a token is revoked.
select jti
  from token_revocations
 where jti = :#jti
