package dev.contrail.query.live;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Streams of events to clients, whatever they are about. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveSettings.class)
class StreamConfiguration implements WebMvcConfigurer {

  private final EventStreams streams;

  StreamConfiguration(LiveSettings settings, MeterRegistry registry) {
    this.streams = new EventStreams(settings, registry);
  }

  @Bean
  EventStreams eventStreams() {
    return streams;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new EventClientResolver(streams));
  }
}
