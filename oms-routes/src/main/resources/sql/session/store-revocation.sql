-- A revocation with its event; no row comes back when the token was revoked already.
with revocation as (
  insert into token_revocations (jti, expires_at, revoked_by, reason)
  values (:#jti, :#expiresAt::timestamptz, :#revokedBy, :#reason)
  on conflict (jti) do nothing
  returning jti
)
select store_event(:#id::uuid, :#aggregate, :#partition::int, :#subject, :#event::jsonb, true) as sequence
  from revocation
