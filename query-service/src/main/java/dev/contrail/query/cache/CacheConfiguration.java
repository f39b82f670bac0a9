package dev.contrail.query.cache;

import dev.contrail.query.personal.PersonalData;
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

/** Keeps answers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheSettings.class)
public class CacheConfiguration {

  /** Behind access control, which stands at -100: what is kept is not for everybody. */
  private static final int ORDER = 0;

  @Bean
  ResponseCache responseCache(
      CacheSettings settings, MeterRegistry registry, PersonalData personal) {
    var cache = new ResponseCache(settings.size().toBytes());
    personal.whenChanged(cache::clear);
    Gauge.builder("contrail.cache.size", cache, ResponseCache::size)
        .description("answers that are kept")
        .baseUnit("answers")
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
        .baseUnit("requests")
        .tag("result", result)
        .register(registry);
  }
}
