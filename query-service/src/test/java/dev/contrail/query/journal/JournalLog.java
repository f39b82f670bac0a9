package dev.contrail.query.journal;

import dev.contrail.query.fixture.JournalTable;

/** The log of a {@link JournalTable}. */
public final class JournalLog {

  private JournalLog() {}

  public static JournalReader reader(JournalTable journal) {
    return new JournalReader(journal.dataSource(), JournalTable.CELL);
  }

  public static JournalPrefix prefix(JournalTable journal) {
    return new JournalPrefix(journal.client(), JournalTable.CELL);
  }
}
