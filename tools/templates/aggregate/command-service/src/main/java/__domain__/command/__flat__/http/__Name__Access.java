package __domain__.command.__flat__.http;

import dev.contrail.security.AccessRules;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** Commands on __manywords__ are for everybody who has a token: name a scope of your own. */
@Component
final class __Name__Access implements AccessRules {

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests.requestMatchers("/api/__kebabs__", "/api/__kebabs__/*/redemption").authenticated();
  }
}
