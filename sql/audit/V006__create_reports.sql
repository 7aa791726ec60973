-- Reports: what was asked for, and what came of it. They are read again, so they are kept for a while.

create table reports (
  id           uuid        primary key,
  type         text        not null check (type in ('audit_trail', 'access', 'change', 'compliance')),
  framework    text        check ((framework is not null) = (type = 'compliance')),
  period_from  timestamptz not null,
  period_to    timestamptz not null check (period_to >= period_from),
  only_actor   text,                                 -- whose events alone it may show
  requested_at timestamptz not null default now(),
  requested_by text        not null,
  attempts     integer     not null default 0,       -- also tells one attempt's result from another's
  lease_until  timestamptz,                          -- somebody works on it until then
  finished_at  timestamptz,
  failure      text,
  content      json,
  check ((finished_at is not null) = (failure is not null or content is not null))
);

-- claim-report.sql
create index reports_open on reports (requested_at) where finished_at is null;
-- GET /reports, and deletion by age
create index reports_requested on reports (requested_at);

grant select, insert, delete on reports to audit;
grant update (attempts, lease_until, finished_at, failure, content) on reports to audit;
