package dev.contrail.query.cache;

import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.query.projection.Progress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Keeps answers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheSettings.class)
public class CacheConfiguration {

  /** After the one filter that counts and traces requests. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  ResponseCache responseCache(CacheSettings settings, MeterRegistry registry) {
    var cache = new ResponseCache(settings.size().toBytes());
    Gauge.builder("contrail.cache.size", cache, ResponseCache::size)
        .description("answers that are kept")
        .register(registry);
    return cache;
  }

  @Bean
  FilterRegistrationBean<CacheFilter> cacheFilter(
      ResponseCache cache,
      CacheSettings settings,
      Progress progress,
      ParkedStreams parked,
      ContrailSettings contrail,
      MeterRegistry registry) {
    var trust = new Trust(progress, parked, contrail.cell(), contrail.eventTopic());
    var filter =
        new CacheFilter(
            cache,
            trust,
            settings.cacheControl(),
            requests("hit", registry),
            requests("miss", registry));
    var registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns("/api/*");
    registration.setOrder(ORDER);
    return registration;
  }

  private static Counter requests(String result, MeterRegistry registry) {
    return Counter.builder("contrail.cache.requests")
        .description("requests for what may be kept: answered from the cache or read")
        .tag("result", result)
        .register(registry);
  }
}
