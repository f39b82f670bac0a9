package com.example.flights.query;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvents;
import dev.contrail.events.EventCodec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the read models read flight events. */
@Configuration(proxyBeanMethods = false)
class FlightCodec {

  @Bean
  EventCodec<FlightEvent> flightEvents() {
    return new EventCodec<>(FlightEvents.CATALOG);
  }
}
