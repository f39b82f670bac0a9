-- The roles of the command side. Run once as superuser in the command database, before Flyway; running it again changes nothing.
-- contrail_command_owner migrates and owns the tables; contrail_command is what the service logs in as, and the migrations say what it may do.
-- The passwords are for a demonstration.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'contrail_command_owner') then
    create role contrail_command_owner login password 'contrail_command_owner';
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'contrail_command') then
    create role contrail_command login password 'contrail_command';
  end if;
  execute format('alter database %I owner to contrail_command_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, create on database %I to contrail_command_owner', current_database());
  execute format('grant connect on database %I to contrail_command', current_database());
end
$$;

revoke create on schema public from public;
grant usage, create on schema public to contrail_command_owner;
grant usage on schema public to contrail_command;
