-- The event that records a deletion is kept with it: its leaf proves it also when retention has deleted the event.
update ledger_deletions
   set event = ?::json
 where id = ?::uuid
