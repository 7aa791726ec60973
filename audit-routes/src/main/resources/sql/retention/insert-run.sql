-- A run is asked for; there is none when another is under way, or when the schedule's time has had one.
insert into retention_runs (id, dry_run, requested_by, requested_event, finished_event, scheduled_for)
values (
  :#${variable.run.id}::uuid,
  :#${variable.run.dryRun},
  :#${variable.run.by},
  :#${variable.run.requestedEvent}::uuid,
  :#${variable.run.finishedEvent}::uuid,
  :#${variable.run.scheduledFor}::timestamptz)
on conflict do nothing
returning id::text as id
