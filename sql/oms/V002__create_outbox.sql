-- The outbox: an event is intended before its commit and confirmed after it (docs/adr/0001). States are
-- timestamps: they answer "since when" and the checks keep them from contradicting each other.
create sequence outbox_ready;

create table outbox_events (
  id                uuid        primary key,     -- the event's id, also Nats-Msg-Id
  aggregate         text        not null,        -- <resourceType>/<resourceId>, the event's subject
  partition         integer     not null check (partition between 0 and 63),
  nats_subject      text        not null,        -- audit.events.<resourceType>.<verb>
  database          text,                        -- TerminusDB database of the commit; null when none was tried
  branch            text,                        -- TerminusDB branch of the commit
  message           text,                        -- the exact commit message: event=<id> or group=<id>
  position          integer     not null default 0, -- order within the commit
  event             jsonb       not null,        -- contracts/audit-event.schema.json, completed when confirmed
  version           jsonb,                       -- row of resource_versions to be written when confirmed
  intended_at       timestamptz not null default clock_timestamp(),
  lease_token       bigint,                      -- token of the commit lease it was intended under
  confirmed_at      timestamptz,                 -- outcome known: publishable
  ready             bigint,                      -- order of confirmation, for the relay
  sequence          bigint,                      -- per aggregate, from 1, no gap
  commit_id         text,
  success           boolean,
  abandoned_at      timestamptz,                 -- outcome known: nothing was committed, never published
  published_at      timestamptz,                 -- JetStream acknowledged it
  receipt_at        timestamptz,                 -- the audit service was last asked for its receipt
  attempts          integer     not null default 0,
  quarantined_at    timestamptz,                 -- refused for ever; its aggregate waits for an operator
  quarantine_reason text,
  check (confirmed_at is null or abandoned_at is null),
  check ((confirmed_at is null) = (sequence is null)),
  check ((confirmed_at is null) = (ready is null)),
  check ((confirmed_at is null) = (success is null)),
  check (published_at is null or confirmed_at is not null)
) with (fillfactor = 70);

-- change/find-open-intents.sql, change/settle: what a commit's outcome is still unknown of
create index outbox_open on outbox_events (message)
  where confirmed_at is null and abandoned_at is null;

-- outbox/claim-ready.sql: what is to be published, in order of confirmation
create index outbox_publishable on outbox_events (ready)
  where confirmed_at is not null and published_at is null;

-- outbox/claim-ready.sql: aggregates that wait for an operator
create index outbox_quarantined on outbox_events (aggregate)
  where quarantined_at is not null;

-- outbox/find-unreceipted.sql: what is published, oldest first
create index outbox_published on outbox_events (published_at)
  where published_at is not null;

-- outbox/delete-abandoned.sql: what is kept a while for diagnosis
create index outbox_abandoned on outbox_events (abandoned_at)
  where abandoned_at is not null;

-- The last sequence number of each aggregate; it outlives the outbox rows.
create table aggregate_sequences (
  aggregate text   primary key,
  last      bigint not null check (last > 0)
) with (fillfactor = 80);
