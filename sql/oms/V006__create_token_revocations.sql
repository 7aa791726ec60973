-- Tokens that are refused before they expire. Redis answers for this table; it is asked itself
-- while Redis is gone.
create table token_revocations (
  jti        text        primary key,
  expires_at timestamptz not null,               -- the token's own expiry: nothing is to be refused after it
  revoked_at timestamptz not null default clock_timestamp(),
  revoked_by text        not null,
  reason     text
);

-- session/select-revocations.sql, session/delete-expired-revocations.sql
create index token_revocations_expiry on token_revocations (expires_at);
