package dev.contrail.query.journal;

import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.query.projection.Progress;
import dev.contrail.security.AccessRules;
import dev.contrail.security.Scopes;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Keeps and serves the journal; an application without it leaves this out. */
@Configuration(proxyBeanMethods = false)
@Import(JournalController.class)
public class JournalConfiguration {

  @Bean
  AccessRules journalAccess() {
    return requests ->
        requests
            .requestMatchers("/api/events", "/api/events/completeness")
            .hasAuthority(Scopes.EVENTS_READ);
  }

  @Bean
  Journal journal() {
    return new Journal();
  }

  @Bean
  JournalReader journalReader(DataSource dataSource, ContrailSettings settings) {
    return new JournalReader(dataSource, settings.cell());
  }

  @Bean
  JournalPrefix journalPrefix(JdbcClient jdbc, ContrailSettings settings) {
    return new JournalPrefix(jdbc, settings.cell());
  }

  @Bean
  JournalExport journalExport(JournalReader reader, JournalPrefix prefix, JsonMapper json) {
    return new JournalExport(reader, prefix, json);
  }

  @Bean
  JournalTail journalTail(
      JournalReader reader, JournalPrefix prefix, JsonMapper json, Progress progress) {
    var tail = new JournalTail(reader, prefix, json);
    progress.whenAdvanced(name -> {
      if (name.equals(Journal.NAME)) {
        tail.awaken();
      }
    });
    return tail;
  }
}
