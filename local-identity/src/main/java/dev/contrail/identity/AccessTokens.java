package dev.contrail.identity;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * Access tokens as RFC 9068 wants them, with all scopes of the role. The parameter {@code subject}
 * says who plays the role; real providers know him from his log-in.
 */
final class AccessTokens implements OAuth2TokenCustomizer<JwtEncodingContext> {

  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final String audience;

  AccessTokens(String audience) {
    this.audience = audience;
  }

  @Override
  public void customize(JwtEncodingContext context) {
    var role = context.getRegisteredClient();
    context.getJwsHeader().type("at+jwt");
    context
        .getClaims()
        .audience(List.of(audience))
        .subject(subject(context, role.getClientId()))
        .claim("client_id", role.getClientId())
        .claim("scope", String.join(" ", role.getScopes()));
  }

  private static String subject(JwtEncodingContext context, String role) {
    if (context.getAuthorizationGrant() instanceof OAuth2ClientCredentialsAuthenticationToken grant
        && grant.getAdditionalParameters().get("subject") instanceof String subject) {
      if (!SUBJECT.matcher(subject).matches()) {
        throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST));
      }
      return subject;
    }
    return role;
  }
}
