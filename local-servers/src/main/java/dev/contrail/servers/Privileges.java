package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What roles may do to what there is in a database, each a line: kind, name, role and the
 * privileges, which PostgreSQL itself is asked for. Nothing allowed is a line as well, so that
 * whatever is new asks for its rows. Tables of a schema other than public share one, as long as
 * they are all alike.
 */
public final class Privileges {

  private static final String HELD =
      """
      with role as (select unnest(?::text[]) as name),
      thing as (
        select 'database' as kind, 'itself' as name, d.oid, 'CONNECT CREATE TEMPORARY' as all_of_them
        from pg_database d where d.datname = current_database()
        union all
        select 'schema', n.nspname, n.oid, 'USAGE CREATE'
        from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        union all
        select 'table', case n.nspname when 'public' then c.relname else n.nspname || '.*' end, c.oid,
          'SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER MAINTAIN'
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        union all
        select 'sequence', c.relname, c.oid, 'USAGE SELECT UPDATE'
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'S' and n.nspname !~ '^pg_'
        union all
        select 'function', p.proname, p.oid, 'EXECUTE'
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      ),
      held as (
        select t.kind, t.name, t.oid, r.name as role, p.nr, p.privilege,
          case t.kind
            when 'database' then has_database_privilege(r.name, t.oid, p.privilege)
            when 'schema' then has_schema_privilege(r.name, t.oid, p.privilege)
            when 'table' then has_table_privilege(r.name, t.oid, p.privilege)
            when 'sequence' then has_sequence_privilege(r.name, t.oid, p.privilege)
            else has_function_privilege(r.name, t.oid, p.privilege)
          end as has
        from thing t cross join role r
          cross join lateral string_to_table(t.all_of_them, ' ') with ordinality as p(privilege, nr)
      ),
      part as (
        select 'column' as kind, t.name || '.' || a.attname as name, r.name as role, p.nr, p.privilege
        from thing t cross join role r
          join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
          cross join lateral string_to_table('SELECT INSERT UPDATE REFERENCES', ' ') with ordinality as p(privilege, nr)
        where t.kind = 'table' and not has_table_privilege(r.name, t.oid, p.privilege)
          and has_column_privilege(r.name, t.oid, a.attnum, p.privilege)
      )
      select kind, name, role,
        case when bool_and(has) then 'all'
          else coalesce(lower(string_agg(privilege, ' ' order by nr) filter (where has)), 'nothing') end
      from held group by kind, name, oid, role
      union all
      select kind, name, role, lower(string_agg(privilege, ' ' order by nr)) from part
      group by kind, name, role
      """;

  private Privileges() {}

  /** As the database says, e.g. {@code table,event,contrail_relay,select}. */
  public static SortedSet<String> held(Database database, Collection<String> roles) {
    var login = database.superuser();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
        var query = connection.prepareStatement(HELD)) {
      query.setArray(1, connection.createArrayOf("text", roles.toArray()));
      var held = new TreeSet<String>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          held.add(
              String.join(
                  ",", rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
      return held;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a table says that has a row for each thing, and a column for each role. */
  public static SortedSet<String> said(Path csv) {
    try {
      var lines = Files.readAllLines(csv).stream().map(line -> List.of(line.split(","))).toList();
      var roles = lines.getFirst();
      var said = new TreeSet<String>();
      for (var row : lines.subList(1, lines.size())) {
        for (var i = 2; i < row.size(); i++) {
          if (!(row.getFirst().equals("column") && row.get(i).equals("nothing"))) {
            said.add(String.join(",", row.get(0), row.get(1), roles.get(i), row.get(i)));
          }
        }
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The roles of such a table. */
  public static List<String> roles(Path csv) {
    try (var lines = Files.lines(csv)) {
      var head = List.of(lines.findFirst().orElseThrow().split(","));
      return new ArrayList<>(head.subList(2, head.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
