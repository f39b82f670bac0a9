package com.example.flights.query;

import dev.contrail.events.ConsistencyToken;
import dev.contrail.events.EncodedEvent;
import dev.contrail.query.fixture.TestLog;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The whole service on a topic and a database of its own, shared by its tests, and a client. */
@SpringBootTest(classes = QueryServiceApplication.class)
@AutoConfigureMockMvc
@Import(Tokens.class)
@ContextConfiguration(initializers = RunningQueryService.Servers.class)
public class RunningQueryService {

  private static final OwnServers SERVERS = OwnServers.fresh();
  private static final TestLog<EncodedEvent> LOG = TestLog.ofSeveral(SERVERS.topic().topic());

  @Autowired protected MockMvcTester mvc;

  /** Points the service at its servers. */
  static final class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(SERVERS.properties()).applyTo(context);
    }
  }

  /** Publishes an event as the command service would, and returns the token to read it with. */
  protected static synchronized String tell(String streamId, EncodedEvent event) {
    var told = LOG.append(streamId, event);
    SERVERS.topic().publish(told);
    return new ConsistencyToken(TestLog.CELL, Map.of(streamId, told.event().position())).encode();
  }

  /** What a client gets who has the token of a command. */
  protected MvcTestResult get(String uri, String token) {
    return mvc.get().uri(uri).header(ConsistencyToken.HEADER, token).exchange();
  }
}
