package __domain__.query.__flat__;

import dev.contrail.security.AccessRules;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** Reading __manywords__ is for everybody who has a token: name a scope of your own. */
@Component
final class __Name__Access implements AccessRules {

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests.requestMatchers("/api/__kebabs__", "/api/__kebabs__/*").authenticated();
  }
}
