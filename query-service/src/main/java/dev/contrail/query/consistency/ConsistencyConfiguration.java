package dev.contrail.query.consistency;

import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.query.projection.Progress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Requests under {@code /api} that carry a token wait for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsistencySettings.class)
public class ConsistencyConfiguration implements WebMvcConfigurer {

  private final ReadYourWrites readYourWrites;

  ConsistencyConfiguration(
      Progress progress, ContrailSettings contrail, ConsistencySettings settings) {
    this.readYourWrites =
        new ReadYourWrites(progress, contrail.cell(), contrail.eventTopic(), settings);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new ConsistencyInterceptor(readYourWrites))
        .addPathPatterns("/api/**")
        .order(1);
  }
}
