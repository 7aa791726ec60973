-- A new hold, unless there are too many to look through for each event.
insert into legal_holds
  (id, reason, actions, resource_type, resource_id, actor, tag, tenant, occurred_from, occurred_to, placed_by)
select :#${variable.hold.id}::uuid,
       :#${variable.hold.reason},
       :#${variable.hold.actions}::text[],
       :#${variable.hold.resourceType},
       :#${variable.hold.resourceId},
       :#${variable.hold.actor},
       :#${variable.hold.tag},
       :#${variable.hold.tenant},
       :#${variable.hold.from}::timestamptz,
       :#${variable.hold.to}::timestamptz,
       :#${variable.hold.by}
 where (select count(*) from legal_holds where released_at is null) < 200
returning to_json(legal_holds)::text as json
