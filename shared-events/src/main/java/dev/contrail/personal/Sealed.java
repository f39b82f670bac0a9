package dev.contrail.personal;

import com.nimbusds.jose.JWEObject;
import java.text.ParseException;
import java.util.Optional;

/**
 * Ciphertext of a personal text as it stands in an event or a row.
 *
 * @param keyId of the key that opens it
 * @param field the component that it was sealed for
 */
public record Sealed(String keyId, String field, JWEObject jwe) {

  /** How each begins: an object that begins with a name, in base64url. */
  private static final String BEGIN = "eyJ";

  /** Between header and nonce: the key itself is not in it. */
  private static final String NO_KEY = "..";

  /** Empty if the text is plain: recorded before its field was marked. */
  public static Optional<Sealed> in(String text) {
    if (!text.startsWith(BEGIN) || !text.contains(NO_KEY)) {
      return Optional.empty();
    }
    try {
      var jwe = JWEObject.parse(text);
      var keyId = jwe.getHeader().getKeyID();
      return keyId != null && jwe.getHeader().getCustomParam(DataKey.FIELD) instanceof String field
          ? Optional.of(new Sealed(keyId, field, jwe))
          : Optional.empty();
    } catch (ParseException | RuntimeException e) {
      // what is none makes the parser throw one or the other
      return Optional.empty();
    }
  }
}
