package com.example.flights.query;

import dev.contrail.query.cache.CacheConfiguration;
import dev.contrail.query.consistency.ConsistencyConfiguration;
import dev.contrail.query.console.ConsoleConfiguration;
import dev.contrail.query.http.ReadHttpConfiguration;
import dev.contrail.query.journal.JournalConfiguration;
import dev.contrail.query.live.LiveConfiguration;
import dev.contrail.query.personal.PersonalDataConfiguration;
import dev.contrail.query.projection.ProjectionConfiguration;
import dev.contrail.query.timetravel.TimeTravelConfiguration;
import dev.contrail.query.watch.WatchConfiguration;
import dev.contrail.security.SecurityConfiguration;
import dev.contrail.telemetry.TelemetryConfiguration;
import dev.contrail.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Folds events into read tables and serves them. Each package below is one read model. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({
  SecurityConfiguration.class,
  WebConfiguration.class,
  ReadHttpConfiguration.class,
  ProjectionConfiguration.class,
  ConsistencyConfiguration.class,
  PersonalDataConfiguration.class,
  LiveConfiguration.class,
  CacheConfiguration.class,
  JournalConfiguration.class,
  TimeTravelConfiguration.class,
  WatchConfiguration.class,
  TelemetryConfiguration.class,
  ConsoleConfiguration.class
})
class QueryServiceApplication {

  public static void main(String[] args) {
    SpringApplication.run(QueryServiceApplication.class, args);
  }
}
