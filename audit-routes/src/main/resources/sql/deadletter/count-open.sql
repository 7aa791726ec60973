-- Dead letters nobody has decided about.
select count(*) from dead_letters where resolved_at is null
