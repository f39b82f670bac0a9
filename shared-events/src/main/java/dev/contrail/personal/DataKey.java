package dev.contrail.personal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key of one person: seals what is personal and opens it again. What it makes is a JWE (RFC
 * 7516) with AES-GCM and 256 bits; key and field stand in its header, which is authenticated with
 * it, so that it opens as nothing else. Safe for use by many threads.
 */
public final class DataKey {

  static final String FIELD = "field";

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final String subject;
  private final byte[] secret;
  private final DirectEncrypter encrypter;
  private final DirectDecrypter decrypter;
  private final Map<String, JWEHeader> headers = new ConcurrentHashMap<>();

  DataKey(String id, String subject, byte[] secret) {
    this.id = id;
    this.subject = subject;
    this.secret = secret;
    try {
      this.encrypter = new DirectEncrypter(secret);
      this.decrypter = new DirectDecrypter(secret);
    } catch (KeyLengthException e) {
      throw new IllegalArgumentException("not a key of 256 bits", e);
    }
  }

  /** A new key, which nobody else has. */
  public static DataKey of(String subject) {
    return new DataKey(
        Base64.getUrlEncoder().withoutPadding().encodeToString(random(ID_BYTES)),
        subject,
        random(KEY_BYTES));
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Another one for every key, never used again. */
  public String id() {
    return id;
  }

  /** The id of the person. */
  public String subject() {
    return subject;
  }

  byte[] secret() {
    return secret;
  }

  /**
   * Makes ciphertext.
   *
   * @param field the name of the component that it will stand in
   */
  public String seal(String field, String text) {
    var jwe = new JWEObject(headers.computeIfAbsent(field, this::header), new Payload(text));
    try {
      jwe.encrypt(encrypter);
    } catch (JOSEException e) {
      throw new IllegalStateException("this JDK has no AES-GCM", e);
    }
    return jwe.serialize();
  }

  /** What every text that this key has sealed in a field begins with, and no other text does. */
  public static String beginning(String keyId, String field) {
    return newHeader(keyId, field).toBase64URL().toString();
  }

  private JWEHeader header(String field) {
    try {
      // parsed, it keeps its own text and does not make it anew for every event
      return JWEHeader.parse(newHeader(id, field).toBase64URL());
    } catch (ParseException e) {
      throw new IllegalStateException("a header that was just made is none", e);
    }
  }

  private static JWEHeader newHeader(String keyId, String field) {
    return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
        .keyID(keyId)
        .customParam(FIELD, field)
        .build();
  }

  /**
   * The text again.
   *
   * @param subject whose it is where it stands
   * @param field the name of the component where it stands
   * @throws MisplacedException if it was not sealed with this key, for this person and field
   */
  public String open(String subject, String field, Sealed sealed) throws MisplacedException {
    if (!subject.equals(this.subject) || !field.equals(sealed.field())) {
      throw new MisplacedException(field);
    }
    try {
      sealed.jwe().decrypt(decrypter);
      return sealed.jwe().getPayload().toString();
    } catch (JOSEException | IllegalStateException e) {
      throw new MisplacedException(field);
    }
  }

  /** Ciphertext stands where it does not belong, or was changed. */
  public static final class MisplacedException extends Exception {
    MisplacedException(String field) {
      super("what is sealed in " + field + " was sealed elsewhere, or was changed");
    }
  }
}
