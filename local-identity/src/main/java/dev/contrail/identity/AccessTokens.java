package dev.contrail.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * Access tokens as RFC 9068 wants them, with all scopes of the role. The parameter {@code subject}
 * says who plays the role, or it was said at the sign-in; real providers know him from his log-in.
 */
final class AccessTokens implements OAuth2TokenCustomizer<JwtEncodingContext> {

  static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final String audience;
  private final Map<String, Set<String>> roles;

  /**
   * @param roles with their scopes
   */
  AccessTokens(String audience, Map<String, Set<String>> roles) {
    this.audience = audience;
    this.roles = Map.copyOf(roles);
  }

  @Override
  public void customize(JwtEncodingContext context) {
    var client = context.getRegisteredClient().getClientId();
    var user = signedIn(context);
    var role = user == null ? client : user.getAuthorities().iterator().next().getAuthority();
    context.getJwsHeader().type("at+jwt");
    context
        .getClaims()
        .audience(List.of(audience))
        .subject(user == null ? subject(context, client) : user.getName())
        .claim("client_id", client)
        .claim("scope", String.join(" ", roles.getOrDefault(String.valueOf(role), Set.of())));
  }

  /** What {@link DemoSignIn} has made of the request; null if a role asks for itself. */
  private static @Nullable Authentication signedIn(JwtEncodingContext context) {
    return AuthorizationGrantType.AUTHORIZATION_CODE.equals(context.getAuthorizationGrantType())
        ? context.getPrincipal()
        : null;
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
