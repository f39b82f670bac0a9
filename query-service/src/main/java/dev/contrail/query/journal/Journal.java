package dev.contrail.query.journal;

import dev.contrail.events.Decoded;
import dev.contrail.events.EventJson;
import dev.contrail.events.RecordedEvent;
import dev.contrail.query.projection.Json;
import dev.contrail.query.projection.Keys;
import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.Recorded;
import dev.contrail.query.projection.RowSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Keeps every event as it was recorded, also those that this build does not know. */
final class Journal implements Projection<RecordedEvent, JournalRow.Key, JournalRow> {

  static final String NAME = "journal";

  private final JsonMapper json = EventJson.mapper();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public RowSource source() {
    return RowSource.ONE_EVENT;
  }

  @Override
  public Class<JournalRow.Key> keyType() {
    return JournalRow.Key.class;
  }

  @Override
  public Class<JournalRow> rowType() {
    return JournalRow.class;
  }

  @Override
  public Decoded<RecordedEvent> decode(RecordedEvent event) {
    return new Decoded.Known<>(event);
  }

  @Override
  public Keys<JournalRow.Key> keys(Recorded<RecordedEvent> event) {
    return Keys.of(new JournalRow.Key(event.cell(), event.position()));
  }

  @Override
  public JournalRow evolve(
      JournalRow.Key key, @Nullable JournalRow row, Recorded<RecordedEvent> recorded) {
    var event = recorded.event();
    return new JournalRow(
        key.cell(),
        key.position(),
        event.streamId(),
        event.streamVersion(),
        event.type().name(),
        event.type().version(),
        new Json(event.data()),
        new Json(json.writeValueAsString(event.metadata())),
        event.commandId(),
        event.commandIndex(),
        event.recordedAt(),
        event.hash());
  }
}
