package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

class BearerTokensTests {

  private static String read(AuthenticationConverter converter, MockHttpServletRequest request) {
    try {
      return converter.convert(request) instanceof BearerTokenAuthenticationToken found
          ? "token " + found.getToken()
          : "none";
    } catch (OAuth2AuthenticationException e) {
      return "refused as " + e.getError().getErrorCode();
    }
  }

  private static MockHttpServletRequest with(String header) {
    var request = new MockHttpServletRequest();
    request.addHeader("Authorization", header);
    return request;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl-_",
        "bearer abc.def",
        "BEARER abc",
        "Bearer abc+/~==",
        "Bearer ",
        "Bearer",
        "Bearer\tabc",
        "Bearerabc",
        "Basic YWdlbnQ6ZGVtbw==",
        "abc",
        ""
      })
  void everyHeaderMeansWhatItMeansToSpring(String header) {
    assertThat(read(new BearerTokens(), with(header)))
        .isEqualTo(read(new BearerTokenAuthenticationConverter(), with(header)));
  }

  /** Its verifier says so, in the same words as of any other that is none. */
  @ParameterizedTest
  @ValueSource(strings = {"=", "a=b", " abc", "abc ", "abc def", "ab\u00e9", "a,Bearer b"})
  void whatCannotBeATokenIsLeftToTheVerifier(String text) {
    assertThat(read(new BearerTokens(), with("Bearer " + text))).isEqualTo("token " + text);
  }

  @Test
  void withoutAHeaderThereIsNone() {
    assertThat(read(new BearerTokens(), new MockHttpServletRequest())).isEqualTo("none");
  }

  @Test
  void aParameterIsNoToken() {
    var request = new MockHttpServletRequest();
    request.addParameter("access_token", "abc");
    assertThat(read(new BearerTokens(), request)).isEqualTo("none");
  }
}
