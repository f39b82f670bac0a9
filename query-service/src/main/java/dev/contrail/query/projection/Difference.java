package dev.contrail.query.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a rebuilt generation has other than the live one, row by row, both at the same positions.
 *
 * @param added rows that only the rebuilt one has
 * @param removed rows that only the live one has
 * @param changed rows that differ in a column that was not expected to
 * @param changedAsExpected rows that differ in expected columns only
 * @param newColumns that the live one does not have; they are not compared
 * @param examples up to ten rows that differ, the unexpected ones first
 * @param history the same of what the rows have been; null if not both have kept that
 */
record Difference(
    long added,
    long removed,
    long changed,
    long changedAsExpected,
    List<String> newColumns,
    List<Example> examples,
    @Nullable Difference history) {

  /** A row of either, null where it is not there. */
  record Example(@Nullable JsonNode live, @Nullable JsonNode rebuilt) {}

  /** Whether there is nothing in it that was not expected. */
  boolean isAsExpected() {
    return added == 0
        && removed == 0
        && changed == 0
        && (history == null || history.isAsExpected());
  }

  /** Whether rows are equal, one by one. */
  boolean isNone() {
    return added == 0 && removed == 0 && changed == 0 && changedAsExpected == 0;
  }

  Difference with(List<Example> shown) {
    return new Difference(added, removed, changed, changedAsExpected, newColumns, shown, history);
  }

  Difference with(Difference ofHistory) {
    return new Difference(
        added, removed, changed, changedAsExpected, newColumns, examples, ofHistory);
  }
}
