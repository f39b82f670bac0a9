package dev.contrail.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The descriptions of the API to read and to try, at {@code /api-docs/}. They are here because this
 * server is part of every local run and of nothing else: the services carry none of it.
 */
@RestController
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiPages.Services.class)
class ApiPages implements WebMvcConfigurer {

  private static final String PAGES = "/api-docs/**";
  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/";
  private static final String ITS_VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private final Map<String, String> services;

  /** Where the services are, as a browser on this machine reaches them. */
  @ConfigurationProperties("contrail.api-pages")
  record Services(
      @DefaultValue("http://127.0.0.1:8080") String commandService,
      @DefaultValue("http://127.0.0.1:8081") String queryService) {}

  ApiPages(Services services) {
    this.services =
        Map.of(
            "command-service", services.commandService(), "query-service", services.queryService());
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/api-docs/ui/**")
        .addResourceLocations("classpath:/" + SWAGGER_UI + version() + "/");
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/api-docs", "/api-docs/");
    registry.addViewController("/api-docs/").setViewName("forward:/api-docs/index.html");
  }

  private static String version() {
    try (var file = new ClassPathResource(ITS_VERSION).getInputStream()) {
      var properties = new Properties();
      properties.load(file);
      return Objects.requireNonNull(properties.getProperty("version"));
    } catch (IOException e) {
      throw new IllegalStateException("Swagger UI is missing", e);
    }
  }

  /** What is checked in, but for where the service is. */
  @GetMapping(path = "/api-docs/{service}.openapi.yaml", produces = "application/yaml")
  ResponseEntity<String> description(@PathVariable("service") String service) throws IOException {
    var address = services.get(service);
    if (address == null) {
      return ResponseEntity.status(HttpStatus.NOT_FOUND).build();
    }
    var file = new ClassPathResource("descriptions/" + service + ".openapi.yaml");
    var text = file.getContentAsString(StandardCharsets.UTF_8);
    return ResponseEntity.ok(text.replaceFirst("- url: \\S+", "- url: " + address));
  }

  /** Open to whoever reaches this server. Scripts are ours, and talk to the services only. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain apiPagesAccess(HttpSecurity http) {
    var policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; connect-src 'self' "
            + String.join(" ", services.values());
    return http.securityMatcher(PAGES)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy)))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }
}
