package dev.contrail.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.UUID;

/** The key that tokens are signed with: made at the first start, kept for its owner alone. */
final class SigningKey {

  /** Services in production refuse keys whose ids begin so. */
  private static final String DEMO = "demo-";

  private static final int BITS = 2_048;

  private SigningKey() {}

  /**
   * @param directory made if it is not there
   */
  static RSAKey in(Path directory) {
    try {
      var file = directory.resolve("key.json");
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        keep(newKey(), file);
      }
      return RSAKey.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("There is no usable key in " + directory, e);
    }
  }

  private static RSAKey newKey() throws JOSEException {
    return new RSAKeyGenerator(BITS)
        .keyID(DEMO + UUID.randomUUID())
        .keyUse(KeyUse.SIGNATURE)
        .generate();
  }

  /** Under another name first: a start that is cut short leaves no half of a key. */
  private static void keep(RSAKey key, Path file) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var unfinished = Files.createTempFile(file.getParent(), "key", ".unfinished", owner);
    Files.writeString(unfinished, key.toJSONString());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
