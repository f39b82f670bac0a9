package dev.contrail.command.personal;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.personal.MasterKeyFile;
import dev.contrail.personal.MasterKeys;
import dev.contrail.security.Production;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keys of persons, and what destroys them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersonalDataConfiguration.Settings.class)
public class PersonalDataConfiguration {

  /**
   * @param masterKeys the file of the keys that wrap the keys of persons; the query service's too
   * @param makeMasterKey whether one is made where there is none, as for local runs
   * @param cachedKeys of persons that are kept in memory
   */
  @ConfigurationProperties("contrail.personal-data")
  record Settings(
      Path masterKeys,
      @DefaultValue("false") boolean makeMasterKey,
      @DefaultValue("50000") long cachedKeys) {}

  @Bean
  MasterKeys masterKeys(Settings settings, Production production) {
    if (settings.makeMasterKey()) {
      MasterKeyFile.makeIfMissing(settings.masterKeys());
    }
    var keys = new MasterKeys(settings.masterKeys());
    keys.demoKey().ifPresent(production::refuse);
    return keys;
  }

  @Bean
  PersonalKeys personalKeys(MasterKeys masters, Settings settings) {
    return new PersonalKeys(masters, settings.cachedKeys());
  }

  @Bean
  Erasures erasures(DirectConnections connections, DataSource dataSource) {
    return new Erasures(connections, dataSource);
  }
}
