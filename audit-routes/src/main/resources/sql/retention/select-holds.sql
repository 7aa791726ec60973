-- Holds, newest first: those in force, those released, or all.
select to_json(legal_holds)::text as json
  from legal_holds
 where :#${body} = 'all' or (released_at is null) = (:#${body} = 'active')
 order by placed_at desc, id
 limit 1000
