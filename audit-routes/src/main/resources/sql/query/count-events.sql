-- How many events fit, up to a limit.
select count(*)
  from (select 1
          from audit_events
         where {conditions}
         limit ?) as fitting
