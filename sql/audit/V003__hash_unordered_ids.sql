-- Random ids in ordered indexes cost a third of all inserting: these three are only ever looked up whole.

drop index audit_events_commit;
drop index audit_events_request;
drop index audit_events_correlation;

-- GET /events?commit=
create index audit_events_commit on audit_events using hash (commit_id);
-- GET /events?requestId=
create index audit_events_request on audit_events using hash (request_id);
-- GET /events?correlationId=
create index audit_events_correlation on audit_events using hash (correlation_id);
