-- The relay is somebody else than the service: it reads the log and moves its own cursor, and the service does neither of its work.
revoke all on outbox from ${serviceRole};
grant select on event, outbox to ${relayRole};
grant insert on outbox to ${relayRole};
grant update (position, partition_positions, topic_id, epoch, term, republish_to, updated_at) on outbox to ${relayRole};

-- A trigger's function is nobody's to call.
revoke execute on function refuse_change() from public;
