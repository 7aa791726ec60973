-- A report is asked for, unless too many wait already.
insert into reports (id, type, framework, period_from, period_to, only_actor, requested_by)
select :#${variable.report.id}::uuid,
       :#${variable.report.type},
       :#${variable.report.framework},
       :#${variable.report.from}::timestamptz,
       :#${variable.report.to}::timestamptz,
       :#${variable.report.onlyActor},
       :#${variable.report.by}
 where (select count(*) from reports where finished_at is null) < :#${properties:audit.report.waiting-max}::integer
returning id::text as id
