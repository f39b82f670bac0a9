package dev.contrail.command.personal;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.personal.MasterKeyFile;
import dev.contrail.personal.MasterKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What sealing costs: commands a second with names in plain, sealed with known keys and new ones.
 */
class SealingMeasurements {

  private static final int COMMANDS = 20_000;
  private static final int ROUNDS = 4;
  private static final int KNOWN = 100;

  private final CommandDatabase database = new CommandDatabase();
  private int guests;

  @Test
  void plainKnownAndNew(@TempDir Path folder) {
    var file = folder.resolve("master-keys.json");
    MasterKeyFile.addKey(file);
    var sequencer = Guests.sequencer(database, new MasterKeys(file));
    for (var round = 0; round < ROUNDS; round++) {
      var plain = rate(sequencer, i -> PlainGuests.come("h" + i, "k" + i % KNOWN, "Zoe"));
      var known = rate(sequencer, i -> about("h" + i, "k" + i % KNOWN));
      var fresh = rate(sequencer, i -> about("h" + i, "n" + guests++));
      System.out.printf(
          "sealing | plain %.0f/s | known keys %.2f of it | new keys %.2f of it%n",
          plain, known / plain, fresh / plain);
    }
    sequencer.stop();
  }

  private static Submission about(String house, String guest) {
    return Guests.come(house, guest, "Zoe").about(List.of(guest));
  }

  private static double rate(Sequencer sequencer, IntFunction<Submission> commands) {
    var begin = System.nanoTime();
    var answers =
        IntStream.range(0, COMMANDS)
            .mapToObj(i -> sequencer.submit(commands.apply(i % 1_000), 30_000))
            .toList();
    answers.forEach(answer -> answer.join());
    return COMMANDS * 1e9 / (System.nanoTime() - begin);
  }
}
