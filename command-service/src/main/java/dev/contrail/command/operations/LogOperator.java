package dev.contrail.command.operations;

import dev.contrail.command.eventstore.Checkpoint;
import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.LogExport;
import dev.contrail.command.eventstore.LogImport;
import dev.contrail.command.eventstore.LogVerifier;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.eventstore.Verification.Broken;
import dev.contrail.command.eventstore.Verification.Sound;
import dev.contrail.personal.MasterKeyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;

/** Does what an {@link OperatorCommand} asks: one line on standard output, progress beside it. */
final class LogOperator {

  private static final Pattern NOTED = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  private final DataSource dataSource;
  private final DirectConnections connections;
  private final String cell;

  LogOperator(
      DataSource dataSource,
      DirectConnections connections,
      @Value("${contrail.cell}") String cell) {
    this.dataSource = dataSource;
    this.connections = connections;
    this.cell = cell;
  }

  int run(OperatorCommand command, String value) {
    return run(command, value, System.out, System.err);
  }

  int run(OperatorCommand command, String value, PrintStream out, PrintStream progress) {
    try {
      return switch (command) {
        case VERIFY_LOG -> verify(checkpoints(value), "", out, progress);
        case SIGN_CHECKPOINT -> sign(Path.of(value), out);
        case VERIFY_CHECKPOINTS -> verify(signed(value), out, progress);
        case EXPORT_LOG -> export(Path.of(value), out, progress);
        case IMPORT_LOG -> read(Path.of(value), out, progress);
        case ADD_MASTER_KEY -> addMasterKey(Path.of(value), out);
      };
    } catch (IOException | SQLException | IllegalArgumentException | IllegalStateException e) {
      out.println(command.option() + " failed: " + e.getMessage());
      return 1;
    }
  }

  private int verify(List<SignedCheckpoints.Signed> signed, PrintStream out, PrintStream progress) {
    var compared =
        "; compared with %d checkpoints, the last of %s"
            .formatted(signed.size(), signed.getLast().recordedAt());
    var checkpoints = signed.stream().map(SignedCheckpoints.Signed::checkpoint).toList();
    return verify(checkpoints, compared, out, progress);
  }

  private int verify(
      List<Checkpoint> checkpoints, String compared, PrintStream out, PrintStream progress) {
    var verifier = new LogVerifier(dataSource, checkpoints);
    var verdict =
        verifier.verify(
            step -> progress.printf("verified: %,d of %,d%n", step.position(), step.of()));
    return switch (verdict) {
      case Sound(var head) -> {
        out.println(
            "the log is sound up to position %d, hash %s%s"
                .formatted(head.position(), head.hash(), compared));
        yield 0;
      }
      case Broken(var position, var fault, var detail) -> {
        out.println(
            "the log is broken at position %d (%s): %s"
                .formatted(position, Ndjson.lower(fault), detail));
        yield 1;
      }
    };
  }

  /** {@code POSITION:HASH,POSITION:HASH}. */
  private static List<Checkpoint> checkpoints(String value) {
    return Arrays.stream(value.split(","))
        .filter(noted -> !noted.isBlank())
        .map(LogOperator::checkpoint)
        .toList();
  }

  private static Checkpoint checkpoint(String noted) {
    var parts = NOTED.matcher(noted.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("say --verify-log=POSITION:HASH,POSITION:HASH");
    }
    return new Checkpoint(Long.parseLong(parts.group(1)), parts.group(2));
  }

  private int sign(Path privateKey, PrintStream out) throws IOException {
    var head = new PostgresEventStore(dataSource).head();
    if (head.position() == 0) {
      throw new IllegalStateException("the log is empty");
    }
    out.println(SignedCheckpoints.sign(cell, head, privateKey));
    return 0;
  }

  /** {@code FILE,PUBLIC_KEY}. */
  private List<SignedCheckpoints.Signed> signed(String value) throws IOException {
    var files = value.split(",", 2);
    if (files.length < 2) {
      throw new IllegalArgumentException("say --verify-checkpoints=FILE,PUBLIC_KEY");
    }
    return SignedCheckpoints.read(Path.of(files[0]), cell, Path.of(files[1]));
  }

  private int export(Path file, PrintStream out, PrintStream progress) throws IOException {
    var export = LogExport.ofLog(dataSource, 0, Long.MAX_VALUE);
    try (var target = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (var page = export.next(); page.length > 0; page = export.next()) {
        target.write(page);
        progress.printf("exported: %,d%n", export.lastRead());
      }
    }
    out.println("exported up to position " + export.lastRead());
    return 0;
  }

  private static int addMasterKey(Path file, PrintStream out) {
    out.println("%s has master key %s now".formatted(file, MasterKeyFile.addKey(file)));
    return 0;
  }

  private int read(Path file, PrintStream out, PrintStream progress)
      throws IOException, SQLException {
    try (var connection = connections.forOperating();
        var lines = Files.newInputStream(file)) {
      var head =
          new LogImport(connection)
              .read(lines, position -> progress.printf("imported: %,d%n", position));
      out.println("imported up to position %d, hash %s".formatted(head.position(), head.hash()));
    }
    return 0;
  }
}
