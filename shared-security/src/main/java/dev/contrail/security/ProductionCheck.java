package dev.contrail.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Stops a start in production that would be one with what everybody knows. Production is whatever
 * trusts an issuer on https, and the profile {@code production} says it too; so nobody gets there
 * by forgetting a setting.
 */
final class ProductionCheck implements BeanFactoryPostProcessor {

  /** The keys of the issuer for local runs have ids that begin so. */
  static final String DEMO_KEY = "demo-";

  private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

  private static final String RELAY = "contrail.relay.database.username";
  private static final String MAKE_MASTER_KEY = "contrail.personal-data.make-master-key";

  /** Where the console's page sends commands, and the token of whoever uses it. */
  private static final List<String> CONSOLE_ADDRESSES =
      List.of("contrail.console.command-service", "contrail.console.management");

  private static final Pattern LOOPBACK =
      Pattern.compile("https?://(localhost|127\\.[0-9.]+|\\[::1])([:/].*)?");

  private final Environment environment;

  ProductionCheck(Environment environment) {
    this.environment = environment;
  }

  static boolean isProduction(Environment environment) {
    return environment.acceptsProfiles(Profiles.of("production")) || !isDemoIssuer(environment);
  }

  /** No issuer that others can reach may be on anything but https (RFC 8414). */
  private static boolean isDemoIssuer(Environment environment) {
    var issuer = environment.getProperty(ISSUER, "");
    return !issuer.toLowerCase(Locale.ROOT).startsWith("https://");
  }

  /** Before the first bean is made, so that nothing has been touched with a password of a demo. */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (!isProduction(environment)) {
      return;
    }
    var wrong = new ArrayList<String>();
    if (isDemoIssuer(environment)) {
      wrong.add(ISSUER + " is not on https");
    }
    demoPassword("spring.datasource.username", "spring.datasource.password", wrong);
    if (environment.containsProperty(RELAY)) {
      demoPassword(RELAY, "contrail.relay.database.password", wrong);
    }
    // a service whose tables somebody else migrates has no business with their owner's password
    if (environment.getProperty("spring.flyway.enabled", Boolean.class, true)) {
      demoPassword("spring.flyway.user", "spring.flyway.password", wrong);
    }
    if (environment.getProperty(MAKE_MASTER_KEY, boolean.class, false)) {
      wrong.add(MAKE_MASTER_KEY + " is for the demo");
    }
    for (var address : CONSOLE_ADDRESSES) {
      if (LOOPBACK.matcher(environment.getProperty(address, "")).matches()) {
        wrong.add(address + " is the machine of whoever looks at the console");
      }
    }
    if (!wrong.isEmpty()) {
      throw new DemoInProductionException(String.join("; ", wrong));
    }
  }

  /** The demo's passwords are the names of their users. */
  private void demoPassword(String user, String password, ArrayList<String> wrong) {
    var given = environment.getProperty(password, "");
    if (given.isEmpty() || given.equals(environment.getProperty(user))) {
      wrong.add(password + " is that of the demo");
    }
  }
}
