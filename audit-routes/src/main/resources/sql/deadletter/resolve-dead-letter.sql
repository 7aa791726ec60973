-- A decision about a dead letter; it is made once.
update dead_letters
   set resolved_at = now(),
       resolved_by = :#${variable.decision.by},
       resolution = :#${variable.decision.resolution},
       resolution_reason = :#${variable.decision.reason}
 where id = :#${variable.decision.id}
returning json_strip_nulls(json_build_object(
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
