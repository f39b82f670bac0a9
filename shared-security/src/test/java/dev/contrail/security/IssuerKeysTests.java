package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class IssuerKeysTests {

  @Test
  void keysComeFromWhereTheMetadataSays() throws IOException {
    assertThat(IssuerKeys.keysOf("https://issuer.example", "https://keys.example/jwks"))
        .hasToString("https://keys.example/jwks");
    assertThat(IssuerKeys.keysOf("http://127.0.0.1:9000", "http://127.0.0.1:9000/jwks"))
        .hasToString("http://127.0.0.1:9000/jwks");
  }

  /** Cure: an issuer that is asked over TLS cannot have its keys read without. */
  @Test
  void theyDoNotComeUnprotectedFromAnIssuerThatIsProtected() {
    assertThatThrownBy(
            () -> IssuerKeys.keysOf("https://issuer.example", "http://keys.example/jwks"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unprotected");
  }
}
