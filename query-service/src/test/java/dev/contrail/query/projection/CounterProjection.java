package dev.contrail.query.projection;

import dev.contrail.events.Decoded;
import dev.contrail.events.RecordedEvent;

/** What all projections of counters share; a real one spells it out. */
abstract class CounterProjection<K extends Record, V extends Record>
    implements Projection<CounterEvent, K, V> {

  private final String name;
  private final Class<K> keyType;
  private final Class<V> rowType;
  private final RowSource source;

  CounterProjection(String name, Class<K> keyType, Class<V> rowType, RowSource source) {
    this.name = name;
    this.keyType = keyType;
    this.rowType = rowType;
    this.source = source;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<K> keyType() {
    return keyType;
  }

  @Override
  public Class<V> rowType() {
    return rowType;
  }

  @Override
  public RowSource source() {
    return source;
  }

  @Override
  public boolean tellsChanges() {
    return true;
  }

  @Override
  public Decoded<CounterEvent> decode(RecordedEvent event) {
    return CounterEvent.CODEC.decode(event.type(), event.data());
  }
}
