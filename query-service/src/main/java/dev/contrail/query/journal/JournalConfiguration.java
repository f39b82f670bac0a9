package dev.contrail.query.journal;

import dev.contrail.query.projection.ContrailSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps and serves the journal; an application without it leaves this out. */
@Configuration(proxyBeanMethods = false)
@Import(JournalController.class)
public class JournalConfiguration {

  @Bean
  Journal journal() {
    return new Journal();
  }

  @Bean
  JournalReader journalReader(JdbcClient jdbc, ContrailSettings settings) {
    return new JournalReader(jdbc, settings.cell());
  }
}
