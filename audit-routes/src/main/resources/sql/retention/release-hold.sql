-- A hold ends once; what it was stays known.
update legal_holds
   set released_at = now(),
       released_by = :#${variable.hold.by}
 where id = :#${variable.hold.id}::uuid
   and released_at is null
returning to_json(legal_holds)::text as json
