package dev.contrail.query.projection;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For what is no projection but follows the log as one does, all partitions at once: requests can
 * wait for it and listeners hear of it, on every instance, under a name of its own.
 */
public final class Follower {

  private static final String NOTIFY = "select pg_notify(?, ?)";

  private final Progress progress;
  private final int partitions;

  public Follower(Progress progress, int partitions) {
    this.progress = progress;
    this.partitions = partitions;
  }

  /** It has come this far: called once that is committed, for this instance to know. */
  public void reached(String name, long position) {
    progress.advancedTo(name, everywhere(position));
  }

  /** Tells all instances, once the caller's transaction is committed. */
  public void tell(JdbcClient jdbc, String name, long position) {
    var cursors = new HashMap<Integer, Cursor>();
    everywhere(position)
        .forEach((partition, reached) -> cursors.put(partition, new Cursor(null, 0, reached)));
    jdbc.sql(NOTIFY)
        .params(CursorNotice.CHANNEL, CursorNotice.payload(name, cursors, false))
        .query((_, _) -> 0)
        .list();
  }

  private Map<Integer, Long> everywhere(long position) {
    var reached = new HashMap<Integer, Long>();
    for (var partition = 0; partition < partitions; partition++) {
      reached.put(partition, position);
    }
    return reached;
  }
}
