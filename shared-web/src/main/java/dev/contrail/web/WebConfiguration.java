package dev.contrail.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Problem details for every error, JSON that is read strictly, and no more requests than fit. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
public class WebConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return factory ->
        factory.addContextCustomizers(context -> {
          ProblemValve.serve(context);
          // the page of errors would answer in a form of its own, without our headers
          for (var page : context.findErrorPages()) {
            context.removeErrorPage(page);
          }
        });
  }

  @Bean
  ConnectionLimit connectionLimit() {
    return new ConnectionLimit(Runtime.getRuntime().maxMemory());
  }

  @Bean
  RequestLimit requestLimit() {
    return new RequestLimit(Runtime.getRuntime().maxMemory());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> noMoreThanFits(
      ConnectionLimit connections, RequestLimit requests) {
    return factory -> {
      factory.addConnectorCustomizers(connections::limit);
      factory.addContextValves(requests);
    };
  }

  /** No filter sees these requests, so no other meter counts them. */
  @Bean
  MeterBinder refusedRequests(RequestLimit requests) {
    return registry ->
        FunctionCounter.builder("contrail.http.refused", requests, RequestLimit::refused)
            .description("requests refused because no more could be answered at once")
            .baseUnit("requests")
            .register(registry);
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return builder ->
        builder
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                LogicalType.Textual,
                config ->
                    config
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addModule(
                new SimpleModule("strict-text").addDeserializer(String.class, new StrictText()));
  }
}
