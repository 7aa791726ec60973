-- Messages that are not events, kept byte for byte until somebody decides about them.

create table dead_letters (
  id                bigint      generated always as identity primary key,
  stream            text        not null,
  stream_sequence   bigint      not null,
  subject           text        not null,
  message_id        text,                                -- Nats-Msg-Id header
  payload           bytea       not null,                -- as it was received
  payload_digest    bytea       not null generated always as (sha256(payload)) stored,
  reason            text        not null,                -- why it could not be stored
  received_at       timestamptz not null default now(),
  resolved_at       timestamptz,
  resolved_by       text,
  resolution        text        check (resolution in ('replayed', 'discarded')),
  resolution_reason text,
  -- A redelivered message is parked once; a recreated stream starts its sequences anew, hence the digest.
  unique (stream, stream_sequence, payload_digest),
  check ((resolved_at is null) = (resolution is null)),
  check ((resolved_at is null) = (resolved_by is null))
);

-- GET /dead-letters (open ones) and the count in health
create index dead_letters_open on dead_letters (id) where resolved_at is null;

-- The service settles a dead letter; it can't change or delete what was received.
grant select, insert on dead_letters to audit;
grant update (resolved_at, resolved_by, resolution, resolution_reason) on dead_letters to audit;
