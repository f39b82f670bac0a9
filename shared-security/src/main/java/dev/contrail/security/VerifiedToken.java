package dev.contrail.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller whose token was found genuine; his scopes are his authorities. */
final class VerifiedToken extends AbstractAuthenticationToken {

  private final Caller caller;

  VerifiedToken(Caller caller) {
    super(AuthorityUtils.createAuthorityList(caller.scopes()));
    this.caller = caller;
    super.setAuthenticated(true);
  }

  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }
}
