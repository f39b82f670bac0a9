package dev.contrail.query.live;

import dev.contrail.query.projection.ReadPoint;
import java.util.Collection;

/**
 * Is told which rows of a read table change, in this order, by one thread at a time. What it is
 * told is committed; it must not block.
 */
public interface KeyListener<K> {

  /**
   * These rows have changed.
   *
   * @param now how far the read table is with them
   */
  void changed(Collection<K> keys, ReadPoint now);

  /**
   * Any row may have changed.
   *
   * @param now how far the read table is with that
   */
  void lost(ReadPoint now);

  /** All changes that were committed before this {@link System#nanoTime} have been told. */
  void upToDate(long asOf);
}
