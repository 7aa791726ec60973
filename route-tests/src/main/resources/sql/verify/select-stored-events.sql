-- Every stored event with what the checks compare. A property's event counts for the document that owns it.
select event_id::text as id,
       coalesce(event -> 'data' -> 'metadata' ->> 'owner', subject) as owner,
       subject,
       aggregate_sequence,
       resource_type,
       branch,
       commit_id,
       success,
       event ->> 'id' = event_id::text
         and event ->> 'subject' = subject
         and (event ->> 'sequence')::bigint = aggregate_sequence
         and event ->> 'commit' is not distinct from commit_id
         and (event -> 'data' ->> 'success')::boolean = success as faithful
  from audit.audit_events
