-- The latest reports, or one, without their contents: all, or those of one who may see no others.
select json_strip_nulls(json_build_object(
         'id', id,
         'type', type,
         'framework', framework,
         'from', period_from,
         'to', period_to,
         'state', case when finished_at is null then 'running'
                       when failure is null then 'finished'
                       else 'failed' end,
         'failure', failure,
         'requestedAt', requested_at,
         'requestedBy', requested_by,
         'finishedAt', finished_at))::text as json
  from reports
 where (:#${body.id}::uuid is null or id = :#${body.id}::uuid)
   and (:#${body.by}::text is null or requested_by = :#${body.by}::text)
 order by requested_at desc, id
 limit 100
