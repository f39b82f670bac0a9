package dev.contrail.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.personal.DataKey.MisplacedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTests {

  private static final DataKey KEY = DataKey.of("p-1");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("keys").resolve("master-keys.json");
  }

  @Test
  void aWrappedKeyIsTheSameKeyAgain() throws MisplacedException {
    MasterKeyFile.addKey(file);
    var wrapped = new MasterKeys(file).wrap(KEY);
    var again = new MasterKeys(file).unwrap(KEY.id(), "p-1", wrapped.text());
    var sealed = Sealed.in(KEY.seal("name", "Ann")).orElseThrow();
    assertThat(again.open("p-1", "name", sealed)).isEqualTo("Ann");
  }

  @Test
  void aKeyIsNotUnwrappedAsThatOfAnother() {
    MasterKeyFile.addKey(file);
    var masters = new MasterKeys(file);
    var wrapped = masters.wrap(KEY).text();
    assertThatThrownBy(() -> masters.unwrap(KEY.id(), "p-2", wrapped))
        .hasMessageContaining("wrapped as another one");
    assertThatThrownBy(() -> masters.unwrap("another", "p-1", wrapped))
        .hasMessageContaining("wrapped as another one");
  }

  @Test
  void aKeyThatWasAddedIsFoundWhileTheServiceRuns() {
    var first = MasterKeyFile.addKey(file);
    var running = new MasterKeys(file);
    var second = MasterKeyFile.addKey(file);
    var wrapped = new MasterKeys(file).wrap(KEY);
    assertThat(wrapped.masterKeyId()).isEqualTo(second).isNotEqualTo(first);
    assertThat(running.unwrap(KEY.id(), "p-1", wrapped.text()).id()).isEqualTo(KEY.id());
    assertThat(running.currentId()).isEqualTo(second);
  }

  @Test
  void whatAnUnknownKeyHasWrappedIsRefused() {
    MasterKeyFile.addKey(file);
    var elsewhere = folder.resolve("elsewhere.json");
    MasterKeyFile.addKey(elsewhere);
    var wrapped = new MasterKeys(elsewhere).wrap(KEY).text();
    var masters = new MasterKeys(file);
    assertThatThrownBy(() -> masters.unwrap(KEY.id(), "p-1", wrapped))
        .hasMessageContaining("there is no master key");
  }

  /** Cure: the file appears under its name only if that is still free. */
  @Test
  void servicesThatStartAtOnceHaveOneKey() throws Exception {
    List<Callable<String>> starts =
        IntStream.range(0, 16)
            .<Callable<String>>mapToObj(_ ->
                () -> {
                  MasterKeyFile.makeIfMissing(file);
                  return new MasterKeys(file).currentId();
                })
            .toList();
    try (var services = Executors.newFixedThreadPool(16)) {
      var ids =
          services.invokeAll(starts).stream()
              .map(one -> one.resultNow())
              .collect(Collectors.toSet());
      assertThat(ids).singleElement().asString().startsWith("demo-");
    }
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    MasterKeyFile.makeIfMissing(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new MasterKeys(file).demoKey()).isPresent();
  }

  @Test
  void aFileWithoutUsableKeysIsRefused() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"keys\":[]}");
    assertThatThrownBy(() -> new MasterKeys(file)).hasMessageContaining("there is no master key");
    Files.writeString(file, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"short\",\"k\":\"AAAA\"}]}");
    assertThatThrownBy(() -> new MasterKeys(file)).hasMessageContaining("not a key of 256 bits");
  }
}
