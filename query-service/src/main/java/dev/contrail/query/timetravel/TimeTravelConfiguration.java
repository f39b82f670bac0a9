package dev.contrail.query.timetravel;

import dev.contrail.query.consistency.Patience;
import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.query.projection.Progress;
import dev.contrail.query.projection.Reach;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets controllers answer of the past; needs the journal. */
@Configuration(proxyBeanMethods = false)
public class TimeTravelConfiguration {

  @Bean
  TimeTravel timeTravel(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ContrailSettings settings,
      Progress progress,
      Reach reach,
      ParkedStreams parked,
      Patience patience) {
    var reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    var events = new JournalEvents(JdbcClient.create(jdbc), reading, settings.cell());
    return new TimeTravel(
        events,
        new Horizon(events, progress, reach, parked),
        new KeptHistory(jdbc, progress, reach, parked),
        patience,
        jdbc,
        settings.cell());
  }
}
