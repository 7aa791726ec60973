-- Runs that a schedule asks for: each of its times has one run, whichever instance comes first.

alter table retention_runs add column scheduled_for timestamptz unique; -- null: somebody has asked for the run
