package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who may ask for what, as the files of a folder say it: a line for each mapping, a column for each
 * role, the first for nobody. A cell is 401, 403, or yes, also own for what a role may do with its
 * own only.
 */
public final class AccessMatrix {

  private static final int FIRST_ROLE = 2;

  private final List<String> roles;
  private final List<Row> rows;

  private record Row(String method, String path, List<String> cells) {

    static Row of(List<String> fields) {
      return new Row(fields.get(0), fields.get(1), fields.subList(FIRST_ROLE, fields.size()));
    }

    String mapping() {
      return method + " " + path;
    }

    /** A path that is mapped there, of something that does not exist. */
    String example() {
      return path.replaceAll("\\{\\w+Id}", UUID.randomUUID().toString())
          .replaceAll("\\{(origin|destination)}", "XXX")
          .replaceAll("\\{\\*?\\w+}|\\*\\*", "none");
    }
  }

  /** Asks a service. */
  public interface Client {

    /**
     * @param token empty for none
     * @return the status of the answer
     */
    int ask(String method, String path, String token) throws Exception;
  }

  private AccessMatrix(List<String> roles, List<Row> rows) {
    this.roles = roles;
    this.rows = rows;
  }

  /** What all files of a folder say; their columns are the same. */
  public static AccessMatrix read(Path folder) {
    try (var files = Files.list(folder)) {
      List<String> roles = List.of();
      var rows = new ArrayList<Row>();
      for (var file : files.filter(one -> one.toString().endsWith(".csv")).toList()) {
        var lines =
            Files.readAllLines(file).stream().map(line -> List.of(line.split(","))).toList();
        roles = lines.getFirst().subList(FIRST_ROLE, lines.getFirst().size());
        lines.stream().skip(1).map(Row::of).forEach(rows::add);
      }
      return new AccessMatrix(roles, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has a row, e.g. {@code GET /api/flights/{flightId}}; ANY where all methods are mapped. */
  public Set<String> mappings() {
    return rows.stream().map(Row::mapping).collect(Collectors.toSet());
  }

  /**
   * Asks for every cell.
   *
   * @param tokens by role
   * @return the cells that are not as they say
   */
  public List<String> wrong(Map<String, String> tokens, Client client) throws Exception {
    var wrong = new ArrayList<String>();
    for (var row : rows) {
      for (var i = 0; i < roles.size(); i++) {
        var role = roles.get(i);
        var token = role.equals("nobody") ? "" : Objects.requireNonNull(tokens.get(role), role);
        var method = row.method().equals("ANY") ? "GET" : row.method();
        var answered = cell(client.ask(method, row.example(), token));
        var said = row.cells().get(i).replace("own", "yes");
        if (!answered.equals(said)) {
          wrong.add("%s %s: %s, but %s".formatted(row.mapping(), role, said, answered));
        }
      }
    }
    return wrong;
  }

  private static String cell(int status) {
    return status == 401 || status == 403 ? Integer.toString(status) : "yes";
  }
}
