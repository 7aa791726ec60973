-- One finding, when no policy for SOX has seven years.
select 'no policy with the tag sox and 2555 days or more' as id
 where not exists (select from retention_policies where tag = 'sox' and days >= 2555)
