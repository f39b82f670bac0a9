-- The two roles of the query side. Run once as superuser in the query database, before Flyway; running it again changes nothing.
--   contrail_query_owner  owns the database and migrates it
--   contrail_query        is what the service runs as: it owns its read tables in the schema projection, and nothing else
-- The passwords are for the demonstration only.
do $$
declare
  wanted text;
begin
  foreach wanted in array array ['contrail_query_owner', 'contrail_query'] loop
    begin
      execute format('create role %I login password %L', wanted, wanted);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
  execute format('alter database %I owner to contrail_query_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, create, temporary on database %I to contrail_query_owner', current_database());
  execute format('grant connect on database %I to contrail_query', current_database());
  revoke all on schema public from public;
  grant usage, create on schema public to contrail_query_owner;
  grant usage on schema public to contrail_query;
end
$$;
