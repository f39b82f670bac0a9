package dev.contrail.query.live;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What somebody views. */
sealed interface View<K extends Record, V> {

  /** The key, if it is one row. */
  Optional<K> key();

  /** The rows that belong to it now. Runs in a snapshot. */
  Collection<V> read(LiveReader<K, V> reader);

  /** Whether a row belongs to it, of those that {@link #key} leaves. */
  boolean shows(V row);

  /** Whether its rows are its own for good, so that nothing is told of any other. */
  boolean ownsItsRows();

  /** One row. */
  record One<K extends Record, V>(K only) implements View<K, V> {

    @Override
    public Optional<K> key() {
      return Optional.of(only);
    }

    @Override
    public Collection<V> read(LiveReader<K, V> reader) {
      return reader.rows(List.of(only)).values();
    }

    @Override
    public boolean shows(V row) {
      return true;
    }

    @Override
    public boolean ownsItsRows() {
      return false;
    }
  }

  /** All rows that pass a filter. */
  record Many<K extends Record, V>(
      Supplier<List<V>> current, Predicate<V> filter, boolean ownsItsRows) implements View<K, V> {

    @Override
    public Optional<K> key() {
      return Optional.empty();
    }

    @Override
    public Collection<V> read(LiveReader<K, V> reader) {
      return current.get();
    }

    @Override
    public boolean shows(V row) {
      return filter.test(row);
    }
  }
}
