-- A control's findings: how many, and some of them.
with period as (
  select ?::timestamptz as starts,
         ?::timestamptz as ends
), findings as (
  {control}
)
select id,
       count(*) over () as count
  from findings
 limit 20
