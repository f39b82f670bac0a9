package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class ProductionCheckTests {

  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty(
              "spring.security.oauth2.resourceserver.jwt.issuer-uri", "http://127.0.0.1:9000")
          .withProperty("spring.datasource.username", "contrail_command")
          .withProperty("spring.datasource.password", "contrail_command")
          .withProperty("spring.flyway.user", "owner")
          .withProperty("spring.flyway.password", "owner");

  @Test
  void theDemoStarts() {
    assertThatCode(this::start).doesNotThrowAnyException();
  }

  @Test
  void theDemoIsNotForProduction() {
    environment.setActiveProfiles("production");
    assertThatThrownBy(this::start)
        .isInstanceOf(DemoInProductionException.class)
        .hasMessageContaining("issuer-uri is not on https")
        .hasMessageContaining("spring.datasource.password is that of the demo")
        .hasMessageContaining("spring.flyway.password is that of the demo");
  }

  @Test
  void aRealIssuerMakesItProduction() {
    realIssuer();
    assertThatThrownBy(this::start)
        .isInstanceOf(DemoInProductionException.class)
        .hasMessage(
            "This is production, and spring.datasource.password is that of the demo;"
                + " spring.flyway.password is that of the demo");
  }

  @Test
  void whoHasPasswordsOfHisOwnMayStart() {
    realIssuer();
    environment.setActiveProfiles("production");
    passwordsOfOurOwn();
    assertThatCode(this::start).doesNotThrowAnyException();
  }

  @Test
  void theRelaysPasswordIsLookedAtWhereThereIsOne() {
    realIssuer();
    passwordsOfOurOwn();
    environment.setProperty("contrail.relay.database.username", "relay");
    environment.setProperty("contrail.relay.database.password", "relay");
    assertThatThrownBy(this::start)
        .hasMessage("This is production, and contrail.relay.database.password is that of the demo");
  }

  @Test
  void whoDoesNotMigrateNeedsNoPasswordForIt() {
    realIssuer();
    environment.setProperty("spring.datasource.password", "a secret");
    environment.setProperty("spring.flyway.enabled", "false");
    assertThatCode(this::start).doesNotThrowAnyException();
  }

  @Test
  void aMasterKeyIsBroughtToProduction() {
    realIssuer();
    passwordsOfOurOwn();
    environment.setProperty("contrail.personal-data.make-master-key", "true");
    assertThatThrownBy(this::start)
        .isInstanceOf(DemoInProductionException.class)
        .hasMessage(
            "This is production, and contrail.personal-data.make-master-key is for the demo");
  }

  /** Every browser would send the token of its user to whatever listens there. */
  @Test
  void theConsoleOfProductionDoesNotAskTheMachineOfItsUser() {
    realIssuer();
    passwordsOfOurOwn();
    environment.setProperty("contrail.console.command-service", "http://127.0.0.1:8080");
    environment.setProperty("contrail.console.management", "http://localhost:9081");
    assertThatThrownBy(this::start)
        .hasMessageContaining("contrail.console.command-service is the machine of whoever")
        .hasMessageContaining("contrail.console.management is the machine of whoever");
    environment.setProperty("contrail.console.command-service", "https://commands.example.com");
    environment.setProperty("contrail.console.management", "");
    assertThatCode(this::start).doesNotThrowAnyException();
  }

  private void realIssuer() {
    environment.setProperty(
        "spring.security.oauth2.resourceserver.jwt.issuer-uri", "https://id.example.com");
  }

  private void passwordsOfOurOwn() {
    environment.setProperty("spring.datasource.password", "a secret");
    environment.setProperty("spring.flyway.password", "another");
  }

  private void start() {
    new ProductionCheck(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
