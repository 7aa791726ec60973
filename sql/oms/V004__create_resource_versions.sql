-- Each resource as it was after each of its changes: the history that TerminusDB can only tell slowly.
-- A projection, rebuildable from the commit graph.
create table resource_versions (
  branch    text        not null,
  kind      text        not null,                -- object_type, link_type, interface
  rid       text        not null,
  api_name  text        not null,
  revision  bigint      not null,
  commit_id text        not null,
  event_id  uuid        not null,
  action    text        not null,
  at        timestamptz not null,
  actor     text        not null,
  body      jsonb,                               -- null: deleted
  primary key (event_id)
);

-- history of one resource, newest first
create index resource_versions_rid on resource_versions (branch, rid, revision desc);

-- resources that once had a name, and the newest version before an instant
create index resource_versions_name on resource_versions (branch, kind, api_name, at desc);
