# Run once by PostgreSQL's image, after roles.sql: gives each role whose password is here that password instead of the demonstration's.
# psql reads the file itself: what stands in its arguments everybody on the machine could read.
for file in /run/secrets/contrail_*; do
  psql -v ON_ERROR_STOP=1 --no-psqlrc -q -U postgres -d "$POSTGRES_DB" -v role="$(basename "$file")" -v file="$file" <<'EOS'
\set password `cat :'file'`
alter role :"role" password :'password';
EOS
done
