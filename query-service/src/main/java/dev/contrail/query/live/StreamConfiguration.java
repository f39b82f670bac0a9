package dev.contrail.query.live;

import dev.contrail.web.ConnectionLimit;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Streams of events to clients, whatever they are about. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveSettings.class)
public class StreamConfiguration implements WebMvcConfigurer {

  private static final String BUFFER_SIZE = "4096";

  private final EventStreams streams;

  StreamConfiguration(LiveSettings settings, ConnectionLimit connections, MeterRegistry registry) {
    this.streams = new EventStreams(settings, connections, registry);
  }

  @Bean
  EventStreams eventStreams() {
    return streams;
  }

  /** Half of what Tomcat takes for a connection: an open stream keeps it, and writes little. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> buffersOfStreams() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setProperty("socket.appReadBufSize", BUFFER_SIZE);
            protocol.setProperty("socket.appWriteBufSize", BUFFER_SIZE);
          }
        });
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new EventClientResolver(streams));
  }
}
