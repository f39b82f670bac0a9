package dev.contrail.query.personal;

import dev.contrail.personal.KeyTopic;
import dev.contrail.personal.MasterKeyFile;
import dev.contrail.personal.MasterKeys;
import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.security.Production;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Keys of persons, and what opens with them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersonalDataConfiguration.Settings.class)
public class PersonalDataConfiguration {

  /**
   * @param masterKeys the file of the keys that wrap the keys of persons; the command service's too
   * @param makeMasterKey whether one is made where there is none, as for local runs
   * @param cachedKeys of persons that are kept in memory
   * @param patience how long a read waits for a key that has not arrived
   */
  @ConfigurationProperties("contrail.personal-data")
  record Settings(
      Path masterKeys,
      @DefaultValue("false") boolean makeMasterKey,
      @DefaultValue("50000") long cachedKeys,
      @DefaultValue("2s") Duration patience) {}

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
  KeyConnections keyConnections(JdbcConnectionDetails details) {
    return new KeyConnections(details);
  }

  @Bean
  KeyTable keyTable(KeyConnections connections) {
    return new KeyTable(connections.pool());
  }

  @Bean
  KeyRing keyRing(KeyTable table, MasterKeys masters, Settings settings) {
    return new KeyRing(table, masters, settings.cachedKeys());
  }

  @Bean
  @DependsOnDatabaseInitialization
  KeyFollower keyFollower(
      KeyTable table,
      KeyRing ring,
      ContrailSettings contrail,
      ConsumerFactory<?, ?> consumers,
      KafkaAdmin admin) {
    return new KeyFollower(
        KeyTopic.beside(contrail.eventTopic()),
        table,
        ring,
        consumers.getConfigurationProperties(),
        admin.getConfigurationProperties());
  }

  @Bean
  PersonalData personalData(KeyTable table, KeyRing ring, Settings settings) {
    return new PersonalData(table, ring, settings.patience());
  }
}
