package dev.contrail.query.http;

import dev.contrail.web.BodyFilter;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Checks parameters, bounds bodies, and gives an entity tag to every answer that has none of its
 * own.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadHttpConfiguration.Settings.class)
public class ReadHttpConfiguration implements WebMvcConfigurer {

  /**
   * @param maxBody what is sent to ask for something, at most
   * @param bodyPatience how long it may take to come
   */
  @ConfigurationProperties("contrail.http")
  record Settings(
      @DefaultValue("64KB") DataSize maxBody, @DefaultValue("10s") Duration bodyPatience) {}

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ParameterCheck()).addPathPatterns("/api/**").order(0);
  }

  @Bean
  FilterRegistrationBean<BodyFilter> bodyFilter(
      Settings settings, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
    return BodyFilter.ofApi(settings.maxBody(), settings.bodyPatience(), _ -> false, errors);
  }

  /** A hash of the bytes, where the answer is not one stream; 304 in either case. */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
    var registration = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
    registration.addUrlPatterns("/api/*");
    return registration;
  }
}
