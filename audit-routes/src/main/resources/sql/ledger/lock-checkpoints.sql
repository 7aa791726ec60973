-- Two instances that sign at once could sign two trees neither of which is the beginning of the other.
select pg_advisory_xact_lock(hashtext('audit.sign_checkpoint'))
