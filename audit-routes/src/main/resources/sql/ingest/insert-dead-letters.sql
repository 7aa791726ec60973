-- Messages that are no events; a redelivered one is already there.
insert into dead_letters (stream, stream_sequence, subject, message_id, payload, reason)
select stream, stream_sequence, subject, message_id, payload, reason
from unnest(
  :#${body.refusedColumns.stream}::text[],
  :#${body.refusedColumns.sequence}::bigint[],
  :#${body.refusedColumns.subject}::text[],
  :#${body.refusedColumns.messageId}::text[],
  :#${body.refusedColumns.payload}::bytea[],
  :#${body.refusedColumns.reason}::text[]
) as batch (stream, stream_sequence, subject, message_id, payload, reason)
on conflict (stream, stream_sequence, payload_digest) do nothing
