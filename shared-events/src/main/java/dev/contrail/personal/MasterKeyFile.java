package dev.contrail.personal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The file of master keys: a JSON Web Key Set (RFC 7517) of 256-bit keys, the last one newest. */
public final class MasterKeyFile {

  /** Services in production refuse keys whose ids begin so. */
  static final String DEMO = "demo-";

  private static final int BITS = 256;

  private MasterKeyFile() {}

  static List<OctetSequenceKey> read(Path file) {
    try {
      var keys = JWKSet.parse(Files.readString(file)).getKeys();
      var found = keys.stream().map(MasterKeyFile::usable).toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("there is no master key in " + file);
      }
      return found;
    } catch (IOException | ParseException e) {
      throw new IllegalStateException("there are no usable master keys in " + file, e);
    }
  }

  private static OctetSequenceKey usable(JWK key) {
    if (key instanceof OctetSequenceKey secret && secret.size() == BITS && key.getKeyID() != null) {
      return secret;
    }
    throw new IllegalStateException(
        "master key '%s' is not a key of %d bits with an id".formatted(key.getKeyID(), BITS));
  }

  static Map<String, OctetSequenceKey> byId(List<OctetSequenceKey> keys) {
    var byId = new LinkedHashMap<String, OctetSequenceKey>();
    keys.forEach(key -> byId.put(key.getKeyID(), key));
    return Map.copyOf(byId);
  }

  /**
   * Makes a key for local runs, if there is no file. Both services may do it at once: one file is
   * made.
   */
  public static void makeIfMissing(Path file) {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      var unfinished = unfinished(file, List.of(newKey(DEMO + UUID.randomUUID())));
      try {
        Files.createLink(file, unfinished);
      } catch (FileAlreadyExistsException e) {
        // the other service was quicker: its key is ours
      } finally {
        Files.delete(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a key, which wraps from now on; the others stay, for what they have wrapped. Makes the
   * file if it is not there; one that is there keeps its owner and permissions.
   *
   * @return the id of the new key
   */
  public static String addKey(Path file) {
    var keys = new ArrayList<OctetSequenceKey>();
    if (Files.exists(file)) {
      keys.addAll(read(file));
    }
    var added = newKey(UUID.randomUUID().toString());
    keys.add(added);
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      var unfinished = unfinished(file, keys);
      if (Files.exists(file)) {
        Files.setOwner(unfinished, Files.getOwner(file));
        Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(file));
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return added.getKeyID();
  }

  private static OctetSequenceKey newKey(String id) {
    try {
      return new OctetSequenceKeyGenerator(BITS).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Under another name first: a start that is cut short leaves no half of a key. */
  private static Path unfinished(Path file, List<OctetSequenceKey> keys) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    var unfinished = Files.createTempFile(folder, "master-keys", ".unfinished", owner);
    return Files.writeString(unfinished, new JWKSet(List.copyOf(keys)).toString(false));
  }
}
