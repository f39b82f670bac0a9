package dev.contrail.query.http;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Checks parameters, and gives an entity tag to every answer that has none of its own. */
@Configuration(proxyBeanMethods = false)
public class ReadHttpConfiguration implements WebMvcConfigurer {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ParameterCheck()).addPathPatterns("/api/**").order(0);
  }

  /** A hash of the bytes, where the answer is not one stream; 304 in either case. */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
    var registration = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
    registration.addUrlPatterns("/api/*");
    return registration;
  }
}
