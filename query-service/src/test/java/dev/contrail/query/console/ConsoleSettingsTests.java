package dev.contrail.query.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConsoleSettingsTests {

  @Test
  void anEmptyAddressLeavesTheOperatorsPartOut() {
    var settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "contrail.console.management", "",
                        "contrail.console.command-service", "https://commands.example.com/of/us")))
            .bind("contrail.console", ConsoleSettings.class)
            .get();
    assertThat(settings.management()).isNull();
    assertThat(settings.origins(URI.create("https://id.example.com/realm")))
        .containsExactly("https://id.example.com", "https://commands.example.com");
  }
}
