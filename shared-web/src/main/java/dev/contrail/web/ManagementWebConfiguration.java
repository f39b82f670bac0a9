package dev.contrail.web;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * The management port is a server of its own: what it cannot understand is a problem detail there
 * too, and it has few connections, for few have business there and all come out of the same heap.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementWebConfiguration {

  private static final int CONNECTIONS = 200;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> guardedManagement() {
    return factory -> {
      factory.addContextCustomizers(ProblemValve::serve);
      factory.addConnectorCustomizers(
          connector -> connector.setProperty("maxConnections", Integer.toString(CONNECTIONS)));
    };
  }
}
