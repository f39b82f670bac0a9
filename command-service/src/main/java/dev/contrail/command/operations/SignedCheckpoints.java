package dev.contrail.command.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.command.eventstore.Checkpoint;
import dev.contrail.command.eventstore.LogHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the log stood, signed with Ed25519 (RFC 8032): who can write to the database and to the
 * checkpoints, but has no key, can drop a checkpoint and cannot make one up. One a line: cell,
 * position, hash, time and signature.
 */
final class SignedCheckpoints {

  private static final String ALGORITHM = "Ed25519";
  private static final int FIELDS = 5;

  private SignedCheckpoints() {}

  /**
   * @param privateKey PKCS #8 in PEM
   */
  static String sign(String cell, LogHead head, Path privateKey) throws IOException {
    var said = "%s %d %s %s".formatted(cell, head.position(), head.hash(), head.recordedAt());
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys().generatePrivate(pem(privateKey, PKCS8EncodedKeySpec::new)));
      signature.update(said.getBytes(UTF_8));
      return said + " " + Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(privateKey + " is no private Ed25519 key in PEM", e);
    }
  }

  /**
   * What was signed.
   *
   * @param recordedAt time of the event where the log stood
   */
  record Signed(Checkpoint checkpoint, String recordedAt) {}

  /**
   * All of a file, each with a signature that holds.
   *
   * @param publicKey X.509 in PEM
   * @throws IllegalArgumentException if there are none, or for a line that is none of this cell's,
   *     or was not signed with the key
   */
  static List<Signed> read(Path file, String cell, Path publicKey) throws IOException {
    var checkpoints = new ArrayList<Signed>();
    try {
      var key = keys().generatePublic(pem(publicKey, X509EncodedKeySpec::new));
      for (var line : Files.readAllLines(file)) {
        var fields = line.strip().split(" ");
        var number = checkpoints.size() + 1;
        if (fields.length != FIELDS || !fields[0].equals(cell)) {
          throw new IllegalArgumentException(
              "line %d of %s is no checkpoint of cell %s".formatted(number, file, cell));
        }
        var signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(key);
        signature.update(line.substring(0, line.lastIndexOf(' ')).getBytes(UTF_8));
        if (!signature.verify(Base64.getDecoder().decode(fields[FIELDS - 1]))) {
          throw new IllegalArgumentException(
              "the signature of line %d of %s does not hold".formatted(number, file));
        }
        checkpoints.add(
            new Signed(new Checkpoint(Long.parseLong(fields[1]), fields[2]), fields[3]));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s or %s: %s".formatted(file, publicKey, e.getMessage()), e);
    }
    if (checkpoints.isEmpty()) {
      throw new IllegalArgumentException("there is no checkpoint in " + file);
    }
    return checkpoints;
  }

  private static KeyFactory keys() throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM);
  }

  private static KeySpec pem(Path file, Function<byte[], KeySpec> spec) throws IOException {
    var base64 =
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("-----"))
            .collect(Collectors.joining());
    return spec.apply(Base64.getMimeDecoder().decode(base64));
  }
}
