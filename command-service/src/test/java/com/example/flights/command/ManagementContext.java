package com.example.flights.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/** Remembers the context behind the management port, which the service's own does not know. */
final class ManagementContext implements ApplicationListener<ServletWebServerInitializedEvent> {

  private @Nullable ApplicationContext context;

  @Override
  public void onApplicationEvent(ServletWebServerInitializedEvent event) {
    if ("management".equals(event.getApplicationContext().getServerNamespace())) {
      context = event.getApplicationContext();
    }
  }

  ApplicationContext get() {
    return Objects.requireNonNull(context);
  }
}
