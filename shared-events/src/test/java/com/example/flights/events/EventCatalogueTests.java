package com.example.flights.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.Decoded;
import dev.contrail.events.EventCatalog;
import dev.contrail.events.EventCodec;
import dev.contrail.events.EventJson;
import dev.contrail.events.EventSchema;
import dev.contrail.events.EventSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final TypeReference<List<EventSchema>> SCHEMAS = new TypeReference<>() {};

  @Test
  void theCatalogueIsUpToDateAndNoReaderIsBroken() throws IOException {
    var current = catalogs().stream().map(EventSchemas::of).flatMap(List::stream).toList();
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

  /** Cure: what some version has written is read, not only promised to be. */
  @Test
  void everyVersionThatWasEverRecordedHasAGoldenFileThatIsRead() throws IOException {
    var recorded = EventJson.mapper().readValue(Files.readString(CATALOGUE), SCHEMAS);
    for (var schema : recorded) {
      var type = schema.type();
      var file = GOLDEN.resolve("%s.v%d.json".formatted(type.name(), type.version()));
      assertThat(file).exists();
      var data = Files.readString(file).strip();
      assertThat(catalogs().stream().map(catalog -> new EventCodec<>(catalog).decode(type, data)))
          .as(file.toString())
          .anyMatch(Decoded.Known.class::isInstance);
    }
  }

  /** All families share the log and the topic, where a name stands for itself. */
  @Test
  void noTwoFamiliesUseTheSameName() throws IOException {
    assertThat(catalogs().stream().flatMap(catalog -> catalog.entries().stream()))
        .extracting(entry -> entry.type().name())
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  /** Whatever has a {@code CATALOG} beside this: a family that nobody listed is guarded too. */
  private static List<EventCatalog<?>> catalogs() throws IOException {
    var here = EventCatalogueTests.class.getPackageName();
    try (var files = Files.list(Path.of("target/classes", here.split("\\.")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Events.class"))
          .sorted()
          .<EventCatalog<?>>map(name -> catalog(here + "." + name.replace(".class", "")))
          .toList();
    }
  }

  private static EventCatalog<?> catalog(String name) {
    try {
      return (EventCatalog<?>) Class.forName(name).getField("CATALOG").get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(name + " has no public CATALOG", e);
    }
  }
}
