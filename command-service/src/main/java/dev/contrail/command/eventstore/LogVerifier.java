package dev.contrail.command.eventstore;

import dev.contrail.command.eventstore.Verification.Broken;
import dev.contrail.command.eventstore.Verification.Progress;
import dev.contrail.command.eventstore.Verification.Sound;
import dev.contrail.command.eventstore.Verification.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the log up to where it ends now, in its order: positions, times, hashes and the versions
 * of each stream. Reads what is stored and decodes nothing; while one page is hashed, the next is
 * being read. One verifier verifies once, on one thread.
 *
 * <p>What it cannot see: a log whose whole end was rewritten, hashes included, or cut off. For that
 * it compares with checkpoints that were kept elsewhere.
 */
public final class LogVerifier {

  private static final int PAGE = 20_000;
  private static final Executor AHEAD = Thread.ofVirtual().name("log-verifier")::start;

  private final StoredRows rows;
  private final LogHead head;
  private final List<Checkpoint> checkpoints;
  private final ChainCheck chain;
  private final VersionCheck versions;
  private @Nullable CompletableFuture<List<StoredRow>> ahead;

  /**
   * @param checkpoints what the log was, as noted earlier and kept elsewhere; may be empty
   */
  public LogVerifier(DataSource dataSource, List<Checkpoint> checkpoints) {
    this.rows = new StoredRows(dataSource);
    this.head = new PostgresEventStore(dataSource).head();
    this.checkpoints = List.copyOf(checkpoints);
    this.chain = new ChainCheck(checkpoints);
    this.versions = new VersionCheck(rows);
  }

  /** Verifies all of it and tells how far it is, every few ten thousand rows. */
  public Verdict verify(Consumer<Progress> listener) {
    while (true) {
      switch (next()) {
        case Progress progress -> listener.accept(progress);
        case Verdict verdict -> {
          return verdict;
        }
      }
    }
  }

  /** Verifies the next page; not to be called again after a {@link Verdict}. */
  public Verification next() {
    if (chain.position() < head.position()) {
      return nextPage();
    }
    var lost = checkpoints.stream().filter(noted -> noted.position() > head.position()).findFirst();
    if (lost.isPresent()) {
      return new Broken(
          head.position() + 1,
          Verification.Fault.MISSING,
          "a checkpoint was made at position " + lost.get().position());
    }
    return new Sound(head);
  }

  private Verification nextPage() {
    var page = ahead == null ? read(chain.position()) : ahead.join();
    ahead = null;
    if (page.isEmpty()) {
      return new Broken(
          chain.position() + 1, Verification.Fault.MISSING, "there is no row up to the log's end");
    }
    var last = page.getLast().position();
    if (last < head.position()) {
      ahead = CompletableFuture.supplyAsync(() -> read(last), AHEAD);
    }
    var broken = check(page);
    return broken.isPresent() ? broken.get() : new Progress(chain.position(), head.position());
  }

  /** Of what both find, what stands first in the log. */
  private Optional<Broken> check(List<StoredRow> page) {
    var unchained = chain.check(page);
    var holds = page.stream().filter(row -> row.position() <= chain.position()).toList();
    var misplaced = versions.check(holds);
    return misplaced.isPresent() ? misplaced : unchained;
  }

  private List<StoredRow> read(long afterPosition) {
    return rows.ofLog(afterPosition, head.position(), PAGE);
  }
}
