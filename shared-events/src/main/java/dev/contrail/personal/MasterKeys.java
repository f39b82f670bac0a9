package dev.contrail.personal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that wrap the keys of persons, from a file that both services read. The last one wraps,
 * all unwrap. A key that is not known here is looked for in the file again, which may have got it
 * meanwhile. Safe for use by many threads.
 */
public final class MasterKeys {

  private static final String SUBJECT = "subject";
  private static final String KEY = "key";

  private final Path file;
  private volatile Map<String, OctetSequenceKey> keys;
  private volatile OctetSequenceKey current;

  /**
   * @throws IllegalStateException if there are no usable keys in the file
   */
  public MasterKeys(Path file) {
    this.file = file;
    var read = MasterKeyFile.read(file);
    this.keys = MasterKeyFile.byId(read);
    this.current = read.getLast();
  }

  /** The id of the key that wraps. */
  public String currentId() {
    return current.getKeyID();
  }

  /** Whether one of them was made by a service for itself, as the first run does. */
  public Optional<String> demoKey() {
    return keys.keySet().stream().filter(id -> id.startsWith(MasterKeyFile.DEMO)).findFirst();
  }

  /** The key as it may be written down. */
  public Wrapped wrap(DataKey key) {
    var master = current;
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(master.getKeyID())
            .customParam(SUBJECT, key.subject())
            .customParam(KEY, key.id())
            .build();
    var jwe = new JWEObject(header, new Payload(key.secret()));
    try {
      jwe.encrypt(new DirectEncrypter(master));
      return new Wrapped(jwe.serialize(), master.getKeyID());
    } catch (JOSEException e) {
      throw new IllegalStateException("master key %s does not wrap".formatted(currentId()), e);
    }
  }

  /**
   * @param text the key of a person
   * @param masterKeyId what wraps it
   */
  public record Wrapped(String text, String masterKeyId) {}

  /**
   * The key again.
   *
   * @throws IllegalStateException if it was wrapped by a master key that is not in the file, or is
   *     not the key of this person
   */
  public DataKey unwrap(String keyId, String subject, String wrapped) {
    try {
      var jwe = JWEObject.parse(wrapped);
      var header = jwe.getHeader();
      if (!subject.equals(header.getCustomParam(SUBJECT))
          || !keyId.equals(header.getCustomParam(KEY))) {
        throw new IllegalStateException("key %s is wrapped as another one".formatted(keyId));
      }
      jwe.decrypt(new DirectDecrypter(master(header.getKeyID())));
      return new DataKey(keyId, subject, jwe.getPayload().toBytes());
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("key %s cannot be unwrapped".formatted(keyId), e);
    }
  }

  private OctetSequenceKey master(String id) {
    var known = keys.get(id);
    if (known == null) {
      reload();
      known = keys.get(id);
    }
    if (known == null) {
      throw new IllegalStateException("there is no master key %s in %s".formatted(id, file));
    }
    return known;
  }

  /** Takes the keys that are in the file now. */
  public synchronized void reload() {
    var read = MasterKeyFile.read(file);
    keys = MasterKeyFile.byId(read);
    current = read.getLast();
  }
}
