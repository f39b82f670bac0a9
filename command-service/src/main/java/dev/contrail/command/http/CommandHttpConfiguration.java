package dev.contrail.command.http;

import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.EventTopic;
import dev.contrail.telemetry.Spans;
import dev.contrail.web.BodyFilter;
import dev.contrail.web.WebConfiguration;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** How commands come in over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandHttpConfiguration.Settings.class)
@Import({WebConfiguration.class, CommandProblems.class})
public class CommandHttpConfiguration {

  /**
   * @param deadline how long a request waits for its decision, and how long its body may take
   * @param maxBody a command's body, or a line of a batch, at most
   */
  @ConfigurationProperties("contrail.http")
  record Settings(@DefaultValue("10s") Duration deadline, @DefaultValue("64KB") DataSize maxBody) {}

  @Bean
  CommandContexts commandContexts(
      Settings settings, @Value("${contrail.cell}") String cell, Spans spans) {
    return new CommandContexts(cell, settings.deadline(), spans);
  }

  @Bean
  CommandAnswers commandAnswers(@Value("${contrail.cell}") String cell, EventTopic topic) {
    return new CommandAnswers(cell, topic);
  }

  @Bean
  CommandBatch commandBatch(
      Sequencer sequencer, CommandContexts contexts, JsonMapper json, Settings settings) {
    return new CommandBatch(
        sequencer, contexts, new BatchAnswers(json), (int) settings.maxBody().toBytes());
  }

  @Bean
  FilterRegistrationBean<BodyFilter> bodyFilter(
      Settings settings, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
    return BodyFilter.ofApi(settings.maxBody(), settings.deadline(), CommandBatch::isBatch, errors);
  }

  @Bean
  WebMvcConfigurer commandArguments(CommandContexts contexts) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CommandContextResolver(contexts));
      }
    };
  }
}
