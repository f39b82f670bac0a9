package dev.contrail.query.projection;

import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this instance knows of the live generations, told in the right order: which streams are
 * parked first, and only then the positions that have passed their events.
 */
final class News {

  private final Progress progress;
  private final ParkedStreams parkedStreams;
  private final CursorTable cursors;
  private final ParkedTable parked;

  private final Lock reading = new ReentrantLock();

  News(Progress progress, ParkedStreams parkedStreams, RunnerDatabase database) {
    this.progress = progress;
    this.parkedStreams = parkedStreams;
    this.cursors = new CursorTable(database.jdbc());
    this.parked = new ParkedTable(database.jdbc());
  }

  Progress progress() {
    return progress;
  }

  ParkedStreams parkedStreams() {
    return parkedStreams;
  }

  /** The live generation of a projection has come this far. */
  void advanced(String projection, Map<Integer, Long> reached, boolean parkedHaveChanged) {
    if (parkedHaveChanged) {
      readParked();
    }
    progress.advancedTo(projection, reached);
  }

  /** One after the other: what was asked for earlier must not be told later. */
  private void readParked() {
    reading.lock();
    try {
      parkedStreams.are(parked.liveStreams());
    } finally {
      reading.unlock();
    }
  }

  /** Asks the database. */
  void refresh() {
    var live = cursors.readLive();
    readParked();
    live.forEach(progress::advanced);
  }
}
