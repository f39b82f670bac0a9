-- The roles of the command side. Run once as superuser in the command database, before Flyway; running it again changes nothing.
--   contrail_command_owner  owns the database and migrates it
--   contrail_command        is what the service decides and appends as
--   contrail_relay          is what it publishes as: it reads the log, and moves its own cursor
-- The migrations say what the last two may do.
-- The passwords are for a demonstration.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'contrail_command_owner') then
    create role contrail_command_owner login password 'contrail_command_owner';
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'contrail_command') then
    create role contrail_command login password 'contrail_command';
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'contrail_relay') then
    create role contrail_relay login password 'contrail_relay';
  end if;
  execute format('alter database %I owner to contrail_command_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, create on database %I to contrail_command_owner', current_database());
  execute format('grant connect on database %I to contrail_command, contrail_relay', current_database());
end
$$;

revoke all on schema public from public;
grant usage, create on schema public to contrail_command_owner;
grant usage on schema public to contrail_command, contrail_relay;
