package dev.contrail.query.consistency;

import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.query.projection.Progress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Requests under {@code /api} that carry a token wait for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsistencySettings.class)
public class ConsistencyConfiguration implements WebMvcConfigurer {

  private final ReadYourWrites readYourWrites;

  private final ReadableStreams readableStreams;

  ConsistencyConfiguration(
      Progress progress,
      ParkedStreams parked,
      ContrailSettings contrail,
      ConsistencySettings settings) {
    this.readableStreams = new ReadableStreams(parked);
    this.readYourWrites =
        new ReadYourWrites(
            progress, readableStreams, contrail.cell(), contrail.eventTopic(), settings);
  }

  @Bean
  ReadableStreams readableStreams() {
    return readableStreams;
  }

  @Bean
  Patience patience() {
    return new Patience(readYourWrites);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new ConsistencyInterceptor(readYourWrites))
        .addPathPatterns("/api/**")
        .order(1);
  }
}
