package dev.contrail.query.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.personal.MasterKeyFile;
import dev.contrail.security.Production;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalDataConfigurationTests {

  @TempDir private Path folder;
  private final PersonalDataConfiguration configuration = new PersonalDataConfiguration();

  /** Cure: the ids of keys that a service has made for itself say so. */
  @Test
  void aMasterKeyOfTheDemoIsNotForProduction() {
    var file = folder.resolve("master-keys.json");
    MasterKeyFile.makeIfMissing(file);
    var settings = new PersonalDataConfiguration.Settings(file, false, 10, Duration.ofSeconds(1));
    assertThat(configuration.masterKeys(settings, new Production(false)).currentId())
        .startsWith("demo-");
    assertThatThrownBy(() -> configuration.masterKeys(settings, new Production(true)))
        .hasMessageMatching("This is production, and demo-\\S+ is that of the demo");
  }

  @Test
  void oneOfYourOwnIs() {
    var file = folder.resolve("master-keys.json");
    var own = MasterKeyFile.addKey(file);
    var settings = new PersonalDataConfiguration.Settings(file, false, 10, Duration.ofSeconds(1));
    assertThat(configuration.masterKeys(settings, new Production(true)).currentId()).isEqualTo(own);
  }
}
