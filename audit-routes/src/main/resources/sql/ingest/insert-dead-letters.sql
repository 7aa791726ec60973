-- Messages that are no events; a redelivered one is already there.
insert into dead_letters (stream, stream_sequence, subject, message_id, payload, reason)
select stream, stream_sequence, subject, message_id, payload, reason
from unnest(
  :#stream::text[],
  :#stream_sequence::bigint[],
  :#subject::text[],
  :#message_id::text[],
  :#payload::bytea[],
  :#reason::text[]
) as batch (stream, stream_sequence, subject, message_id, payload, reason)
on conflict (stream, stream_sequence, payload_digest) do nothing
