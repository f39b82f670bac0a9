package com.example.flights.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.Decoded;
import dev.contrail.events.EventCatalog;
import dev.contrail.events.EventCodec;
import dev.contrail.events.EventJson;
import dev.contrail.events.EventSchema;
import dev.contrail.events.EventSchemas;
import dev.contrail.events.EventType;
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

  /**
   * A golden file is what a production log contains. Cure: what some version has written is read,
   * not only promised to be, and what is written today is what its file says.
   */
  @Test
  void everyVersionThatWasEverRecordedHasAGoldenFileThatIsRead() throws IOException {
    var recorded = EventJson.mapper().readValue(Files.readString(CATALOGUE), SCHEMAS);
    for (var type : recorded.stream().map(EventSchema::type).toList()) {
      var file = GOLDEN.resolve("%s.v%d.json".formatted(type.name(), type.version()));
      assertThat(file).exists();
      var data = Files.readString(file).strip();
      var family = catalogs().stream().filter(catalog -> has(catalog, type.name())).findFirst();
      checkGolden(new EventCodec<>(family.orElseThrow()), type, data);
    }
  }

  private static boolean has(EventCatalog<?> catalog, String name) {
    return catalog.entries().stream().anyMatch(entry -> entry.type().name().equals(name));
  }

  private static <E> void checkGolden(EventCodec<E> codec, EventType type, String data) {
    var encoded = codec.encode(codec.decode(type, data).orElseThrow());
    if (encoded.type().equals(type)) {
      assertThat(encoded.data()).as(type.toString()).isEqualTo(data);
    } else {
      assertThat(codec.decode(encoded.type(), encoded.data())).isInstanceOf(Decoded.Known.class);
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
