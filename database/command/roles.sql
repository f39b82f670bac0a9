-- The roles of the command side. Run once as superuser in the command database, before Flyway; running it again changes nothing.
--   contrail_command_owner  owns the database and migrates it
--   contrail_command        is what the service decides and appends as
--   contrail_relay          is what it publishes as: it reads the log, and moves its own cursor
-- The migrations say what the last two may do.
-- The passwords are for a demonstration.
do $$
declare
  wanted text;
begin
  foreach wanted in array array ['contrail_command_owner', 'contrail_command', 'contrail_relay'] loop
    begin
      execute format('create role %I login password %L', wanted, wanted);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
  execute format('alter database %I owner to contrail_command_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, create on database %I to contrail_command_owner', current_database());
  execute format('grant connect on database %I to contrail_command, contrail_relay', current_database());
end
$$;

revoke all on schema public from public;
grant usage, create on schema public to contrail_command_owner;
grant usage on schema public to contrail_command, contrail_relay;
