-- One table, not partitions: a little in favour of the yardstick.
create schema bench;
create table bench.audit_events (like audit.audit_events including all)
