package dev.contrail.query.live;

import dev.contrail.query.personal.PersonalData;
import dev.contrail.query.projection.Changes;
import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.query.projection.Progress;
import dev.contrail.query.projection.TracedEvents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Streams of events to clients, and live views of read models. */
@Configuration(proxyBeanMethods = false)
@Import(StreamConfiguration.class)
public class LiveConfiguration {

  @Bean
  LiveTables liveTables(
      Changes changes,
      Progress progress,
      JsonMapper json,
      ContrailSettings settings,
      PlatformTransactionManager transactions,
      TracedEvents traced,
      PersonalData personal) {
    var tables = new LiveTables(changes, progress, json, settings.cell(), transactions, traced);
    personal.whenChanged(tables::showAnew);
    return tables;
  }
}
