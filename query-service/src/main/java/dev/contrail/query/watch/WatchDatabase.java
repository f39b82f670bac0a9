package dev.contrail.query.watch;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Where watches and their matches are kept.
 *
 * @param keep matches of each watch that are kept
 */
record WatchDatabase(
    JdbcClient jdbc,
    TransactionOperations transactions,
    WatchTable watches,
    MatchTable matches,
    int keep) {

  static WatchDatabase of(
      JdbcClient jdbc, TransactionOperations transactions, String cell, int keep) {
    return new WatchDatabase(
        jdbc, transactions, new WatchTable(jdbc, cell), new MatchTable(jdbc), keep);
  }
}
