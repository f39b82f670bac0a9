package dev.contrail.query.projection;

import java.util.Map;

/**
 * What this instance knows of the live generations, told in the right order: which streams are
 * parked first, and only then the positions that have passed their events.
 */
final class News {

  private final Progress progress;
  private final ParkedStreams parkedStreams;
  private final CursorTable cursors;
  private final ParkedTable parked;

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
      parkedStreams.are(parked.liveStreams());
    }
    progress.advancedTo(projection, reached);
  }

  /** Asks the database. */
  void refresh() {
    var live = cursors.readLive();
    parkedStreams.are(parked.liveStreams());
    live.forEach(progress::advanced);
  }
}
