package com.example.flights.query;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvents;
import dev.contrail.events.EventCodec;
import dev.contrail.query.cache.CacheConfiguration;
import dev.contrail.query.consistency.ConsistencyConfiguration;
import dev.contrail.query.http.ReadHttpConfiguration;
import dev.contrail.query.journal.JournalConfiguration;
import dev.contrail.query.live.LiveConfiguration;
import dev.contrail.query.projection.ProjectionConfiguration;
import dev.contrail.query.timetravel.TimeTravelConfiguration;
import dev.contrail.query.watch.WatchConfiguration;
import dev.contrail.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Folds flight events into read tables and serves them. Each package below is one read model. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  ReadHttpConfiguration.class,
  ProjectionConfiguration.class,
  ConsistencyConfiguration.class,
  LiveConfiguration.class,
  CacheConfiguration.class,
  JournalConfiguration.class,
  TimeTravelConfiguration.class,
  WatchConfiguration.class
})
class QueryServiceApplication {

  public static void main(String[] args) {
    SpringApplication.run(QueryServiceApplication.class, args);
  }

  @Bean
  EventCodec<FlightEvent> flightEvents() {
    return new EventCodec<>(FlightEvents.CATALOG);
  }
}
