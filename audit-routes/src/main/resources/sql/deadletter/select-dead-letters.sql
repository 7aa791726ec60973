-- A page of dead letters, newest first.
select id,
       json_strip_nulls(json_build_object(
         'id', id,
         'subject', subject,
         'streamSequence', stream_sequence,
         'messageId', message_id,
         'reason', reason,
         'receivedAt', received_at,
         'payloadBase64', translate(encode(substring(payload from 1 for 4096), 'base64'), e'\n', ''),
         'payloadBytes', length(payload),
         'resolvedAt', resolved_at,
         'resolvedBy', resolved_by,
         'resolution', resolution,
         'resolutionReason', resolution_reason))::text as json
  from dead_letters
 where id < :#${body.before}
   and (:#${body.state} = 'all' or (resolved_at is null) = (:#${body.state} = 'open'))
 order by id desc
 limit :#${body.rows}
