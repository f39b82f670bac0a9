package dev.contrail.query.live;

import dev.contrail.query.projection.Changes;
import dev.contrail.query.projection.Progress;
import dev.contrail.query.projection.TracedEvents;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Makes live views of read models; for their controllers. */
public final class LiveTables implements AutoCloseable {

  private final Changes changes;
  private final Progress progress;
  private final JsonMapper json;
  private final String cell;
  private final Snapshots snapshots;
  private final TracedEvents traced;
  private final List<Thread> lookers = new CopyOnWriteArrayList<>();
  private final List<Feed<?, ?>> feeds = new CopyOnWriteArrayList<>();

  LiveTables(
      Changes changes,
      Progress progress,
      JsonMapper json,
      String cell,
      PlatformTransactionManager transactions,
      TracedEvents traced) {
    this.traced = traced;
    this.changes = changes;
    this.progress = progress;
    this.json = json;
    this.cell = cell;
    this.snapshots = new Snapshots(transactions);
  }

  /**
   * The live view of a projection that {@linkplain
   * dev.contrail.query.projection.Projection#tellsChanges tells its changes}. Made once, when the
   * service starts.
   *
   * @param keyOf the key of a row as it is shown
   * @param byKeys reads the rows there are with one statement; runs in a read-only transaction
   */
  public <K extends Record, V> LiveTable<K, V> of(
      String projection,
      Class<K> keyType,
      Function<V, K> keyOf,
      Function<Collection<K>, List<V>> byKeys) {
    var reader = new LiveReader<>(changes, json, projection, keyType, keyOf, byKeys);
    var feed = new Feed<>(reader, snapshots, projection);
    progress.whenAdvanced(advanced -> {
      if (advanced.equals(projection)) {
        feed.signal();
      }
    });
    feeds.add(feed);
    lookers.add(Thread.ofVirtual().name("live-" + projection).start(feed::run));
    return new LiveTable<>(
        reader,
        feed,
        snapshots,
        cell + "/" + projection,
        position -> traced.pushed(projection, position));
  }

  /** Has all views of rows with personal fields begin anew: they may show what was erased. */
  void showAnew() {
    feeds.forEach(Feed::showAnew);
  }

  @Override
  public void close() {
    lookers.forEach(Thread::interrupt);
  }
}
