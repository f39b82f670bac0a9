insert into plain_event (stream_id, stream_version, data, metadata)
values (
  'flight-' || uuidv7(), 1,
  '{"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":180,"filler":"0123456789012345678901234567890123456789"}',
  '{"actor":"anonymous","correlationId":"5f0c7f50-6d2f-4c3e-9a52-0b1a4a6c2f10","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}');
