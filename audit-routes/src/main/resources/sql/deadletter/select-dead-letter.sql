-- One dead letter with its whole payload, locked against a second decision.
select stream,
       subject,
       stream_sequence,
       message_id,
       payload,
       resolved_at is not null as resolved
  from dead_letters
 where id = :#${variable.decision.id}
   for update
