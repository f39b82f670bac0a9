-- A record that the broker does not take is tried again after all others.
alter table dead_letter add column tried_at timestamptz, add column send_error text;
comment on column dead_letter.send_error is 'why the broker did not take it, null if it did or was not asked';

drop index dead_letter_unsent;
create index dead_letter_unsent on dead_letter (tried_at nulls first, found_at) where sent_at is null;
comment on index dead_letter_unsent is 'those to be sent: first those that were not tried yet, the oldest first';
