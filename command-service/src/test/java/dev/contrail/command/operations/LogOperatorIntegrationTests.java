package dev.contrail.command.operations;

import static dev.contrail.command.counter.Counters.count;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.personal.DataKey;
import dev.contrail.personal.MasterKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOperatorIntegrationTests {

  private static final String CELL = "cell-test";

  private final CommandDatabase database = new CommandDatabase();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  @TempDir private Path directory;

  @BeforeEach
  void record() {
    var sequencer = database.sequencer();
    for (var i = 0; i < 10; i++) {
      sequencer.execute(count("a", 1, 100));
    }
    sequencer.stop();
  }

  @Test
  void verifyingSaysOneLineAndEndsWithZeroOrOne() {
    var head = database.store().head();
    assertThat(run(database, OperatorCommand.VERIFY_LOG, "")).isZero();
    assertThat(said()).isEqualTo("the log is sound up to position 10, hash " + head.hash() + "\n");
    assertThat(run(database, OperatorCommand.VERIFY_LOG, "10:" + head.hash())).isZero();
    assertThat(run(database, OperatorCommand.VERIFY_LOG, "9:" + head.hash())).isEqualTo(1);
    assertThat(said()).startsWith("the log is broken at position 9 (checkpoint): ");
    assertThat(run(database, OperatorCommand.VERIFY_LOG, "10")).isEqualTo(1);
    assertThat(said()).contains("say --verify-log=POSITION:HASH");
    database.tamper("delete from event where position = 4");
    assertThat(run(database, OperatorCommand.VERIFY_LOG, "")).isEqualTo(1);
    assertThat(said()).startsWith("the log is broken at position 4 (missing): ");
  }

  /** Cure: each hash covers all before it, and what was signed cannot be made up. */
  @Test
  void aLogThatWasCutOffAndWrittenAnewDoesNotMatchWhatWasSigned() throws Exception {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var privateKey = pem("checkpoint.key", keys.getPrivate());
    var publicKey = pem("checkpoint.pub", keys.getPublic());
    assertThat(run(database, OperatorCommand.SIGN_CHECKPOINT, privateKey)).isZero();
    var noted = Files.writeString(directory.resolve("checkpoints"), said()).toString();
    var check = noted + "," + publicKey;
    assertThat(run(database, OperatorCommand.VERIFY_CHECKPOINTS, check)).isZero();
    assertThat(said())
        .contains(
            "compared with 1 checkpoints, the last of " + database.store().head().recordedAt());
    database.tamper("delete from event where position > 5");
    assertThat(run(database, OperatorCommand.VERIFY_CHECKPOINTS, check)).isEqualTo(1);
    assertThat(said()).startsWith("the log is broken at position 6 (missing): ");
    record();
    assertThat(run(database, OperatorCommand.VERIFY_LOG, "")).isZero();
    assertThat(run(database, OperatorCommand.VERIFY_CHECKPOINTS, check)).isEqualTo(1);
    assertThat(said()).startsWith("the log is broken at position 10 (checkpoint): ");
  }

  @Test
  void aCheckpointThatWasMadeUpIsRefused() throws Exception {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var head = database.store().head();
    var signed =
        SignedCheckpoints.sign(CELL, head, Path.of(pem("checkpoint.key", keys.getPrivate())));
    var publicKey = "," + pem("checkpoint.pub", keys.getPublic());
    var noted = directory.resolve("checkpoints");
    Files.writeString(noted, signed.replace(" 10 ", " 9 "));
    assertThat(run(database, OperatorCommand.VERIFY_CHECKPOINTS, noted + publicKey)).isEqualTo(1);
    assertThat(said()).contains("the signature of line 1 of").contains("does not hold");
    Files.writeString(noted, "");
    assertThat(run(database, OperatorCommand.VERIFY_CHECKPOINTS, noted + publicKey)).isEqualTo(1);
    assertThat(said()).contains("there is no checkpoint in " + noted);
    Files.writeString(noted, signed.replace(CELL, "cell-other"));
    assertThat(run(database, OperatorCommand.VERIFY_CHECKPOINTS, noted + publicKey)).isEqualTo(1);
    assertThat(said()).contains("line 1 of").contains("is no checkpoint of cell " + CELL);
    assertThat(run(database, OperatorCommand.SIGN_CHECKPOINT, noted.toString())).isEqualTo(1);
    assertThat(said()).contains("is no private Ed25519 key in PEM");
  }

  @Test
  void aMasterKeyIsAddedAndTheOthersStay() throws IOException {
    var file = directory.resolve("master-keys.json");
    assertThat(run(database, OperatorCommand.ADD_MASTER_KEY, file.toString())).isZero();
    var key = DataKey.of("p-1");
    var wrapped = new MasterKeys(file).wrap(key);
    var forTheServices = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(file, forTheServices);
    assertThat(run(database, OperatorCommand.ADD_MASTER_KEY, file.toString())).isZero();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(forTheServices);
    var both = new MasterKeys(file);
    assertThat(said()).contains("has master key " + both.currentId());
    assertThat(both.currentId()).isNotEqualTo(wrapped.masterKeyId());
    assertThat(both.unwrap(key.id(), "p-1", wrapped.text()).id()).isEqualTo(key.id());
  }

  private String pem(String name, Key key) throws IOException {
    var content =
        "-----BEGIN KEY-----\n%s\n-----END KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    return Files.writeString(directory.resolve(name), content).toString();
  }

  @Test
  void whatOneExportsTheOtherImportsOnce() {
    var file = directory.resolve("log.ndjson").toString();
    var head = database.store().head();
    assertThat(run(database, OperatorCommand.EXPORT_LOG, file)).isZero();
    assertThat(said()).isEqualTo("exported up to position 10\n");
    assertThat(run(database, OperatorCommand.EXPORT_LOG, file)).isEqualTo(1);
    assertThat(said()).startsWith("--export-log failed: ");
    var fresh = new CommandDatabase();
    assertThat(run(fresh, OperatorCommand.IMPORT_LOG, file)).isZero();
    assertThat(said()).isEqualTo("imported up to position 10, hash " + head.hash() + "\n");
    assertThat(run(fresh, OperatorCommand.IMPORT_LOG, file)).isEqualTo(1);
    assertThat(said()).contains("the log is not empty");
  }

  @Test
  void aCommandIsFoundAmongTheArguments() {
    assertThat(OperatorCommand.among(new String[] {"--server.port=1", "--verify-log"}))
        .hasValue(OperatorCommand.VERIFY_LOG);
    assertThat(OperatorCommand.among(new String[] {"--export-log=x"}))
        .hasValue(OperatorCommand.EXPORT_LOG);
    assertThat(OperatorCommand.among(new String[] {"--verify-logs", "import-log"})).isEmpty();
  }

  private int run(CommandDatabase on, OperatorCommand command, String value) {
    out.reset();
    var progress = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    return new LogOperator(on.dataSource(), on.connections(), CELL)
        .run(command, value, new PrintStream(out, true, UTF_8), progress);
  }

  private String said() {
    return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
