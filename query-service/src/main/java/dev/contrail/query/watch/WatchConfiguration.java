package dev.contrail.query.watch;

import dev.contrail.query.journal.JournalPrefix;
import dev.contrail.query.journal.JournalReader;
import dev.contrail.query.projection.Follower;
import dev.contrail.query.projection.Progress;
import dev.contrail.security.AccessRules;
import dev.contrail.security.Scopes;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Watches over the journal; an application without them leaves this out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
@Import(WatchController.class)
public class WatchConfiguration {

  @Bean
  AccessRules watchAccess() {
    return requests ->
        requests
            .requestMatchers("/api/watches", "/api/watches/*", "/api/watches/*/matches")
            .hasAuthority(Scopes.EVENTS_READ);
  }

  @Bean
  WatchDatabase watchDatabase(
      JdbcClient jdbc,
      PlatformTransactionManager manager,
      JournalReader journal,
      WatchSettings settings) {
    return WatchDatabase.of(
        jdbc, new TransactionTemplate(manager), journal.cell(), settings.keep());
  }

  @Bean
  Watches watches(WatchDatabase database, JournalReader journal, WatchSettings settings) {
    return new Watches(database, journal, settings.max());
  }

  @Bean
  MatchReader matchReader(JdbcClient jdbc, JournalReader journal) {
    return new MatchReader(jdbc, journal.cell());
  }

  @Bean
  MatchStreams matchStreams(
      MatchReader matches, WatchDatabase database, JsonMapper json, Progress progress) {
    var streams = new MatchStreams(matches, database.watches(), json);
    progress.whenAdvanced(name -> {
      if (name.equals(WatchLoop.NAME)) {
        streams.awaken();
      }
    });
    return streams;
  }

  @Bean
  @DependsOnDatabaseInitialization
  WatchLoop watchLoop(
      WatchDatabase database,
      Matcher.Log log,
      Follower follower,
      Progress progress,
      WatchSettings settings,
      MeterRegistry registry) {
    var loop = new WatchLoop(database, log, follower, settings.pollInterval(), registry);
    progress.whenAdvanced(name -> {
      if (name.equals(JournalReader.PROJECTION)) {
        loop.awaken();
      }
    });
    return loop;
  }

  @Bean
  Matcher.Log watchedLog(JournalReader reader, JournalPrefix prefix) {
    return new Matcher.Log(reader, prefix);
  }
}
