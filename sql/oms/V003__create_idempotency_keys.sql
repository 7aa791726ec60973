-- What was answered to a request with an Idempotency-Key; written with the intent, so a replay after a
-- crash gives the same answer.
create table idempotency_keys (
  actor        text        not null,
  key          text        not null,
  request_hash text        not null,
  message      text        not null,             -- the commit message that settles it
  answer       jsonb       not null,             -- status, headers, body as planned
  commit_id    text,
  completed_at timestamptz,                      -- committed: the answer may be replayed
  expires_at   timestamptz not null,
  primary key (actor, key)
);

-- change/confirm-commit.sql, change/abandon-commit.sql: the keys a commit settles
create index idempotency_keys_open on idempotency_keys (message)
  where completed_at is null;

-- change/delete-expired-keys.sql
create index idempotency_keys_expiry on idempotency_keys (expires_at);
