select event_id::text as id,
       branch,
       commit_id,
       kind || '/' || rid as aggregate
  from oms.resource_versions
