package com.example.flights.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.EventJson;
import dev.contrail.events.EventSchema;
import dev.contrail.events.EventSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;

/**
 * {@code catalogue.json} says what is recorded out there. A change that old events could not
 * survive fails here; one that they can has to be written down, with {@code
 * -Dcatalogue.write=true}.
 */
class EventCatalogueTests {

  private static final Path CATALOGUE = Path.of("catalogue.json");
  private static final TypeReference<List<EventSchema>> SCHEMAS = new TypeReference<>() {};

  @Test
  void theCatalogueIsUpToDateAndNoReaderIsBroken() throws IOException {
    var current =
        Stream.of(EventSchemas.of(FlightEvents.CATALOG), EventSchemas.of(PassengerEvents.CATALOG))
            .flatMap(List::stream)
            .toList();
    var recorded = EventJson.mapper().readValue(Files.readString(CATALOGUE), SCHEMAS);
    assertThat(EventSchemas.breaks(recorded, current)).isEmpty();
    var merged = new ArrayList<>(current);
    recorded.stream()
        .filter(old -> current.stream().noneMatch(now -> now.type().equals(old.type())))
        .forEach(merged::add);
    merged.sort(java.util.Comparator.comparing(schema -> schema.type().toString()));
    var json =
        EventJson.mapper()
                .rebuild()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(merged)
            + "\n";
    if (Boolean.getBoolean("catalogue.write")) {
      Files.writeString(CATALOGUE, json);
    }
    assertThat(Files.readString(CATALOGUE))
        .as("the catalogue; write it with -Dcatalogue.write=true")
        .isEqualTo(json);
  }
}
