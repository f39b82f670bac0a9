package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may do what at a broker, as a table says it: a line for a user and a resource, its operations
 * with blanks between them. What no line allows is refused.
 */
public final class BrokerAccess {

  private BrokerAccess() {}

  /** What to give a broker. */
  public static List<AclBinding> read(Path csv) {
    try (var lines = Files.lines(csv)) {
      return lines.skip(1).map(line -> line.split(",")).flatMap(BrokerAccess::bindings).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<AclBinding> bindings(String[] row) {
    var resource =
        new ResourcePattern(
            ResourceType.valueOf(row[1].toUpperCase(Locale.ROOT)),
            row[3],
            PatternType.valueOf(row[2].toUpperCase(Locale.ROOT)));
    return Arrays.stream(row[4].split(" "))
        .map(operation ->
            new AclBinding(
                resource,
                new AccessControlEntry(
                    "User:" + row[0],
                    "*",
                    AclOperation.valueOf(operation.toUpperCase(Locale.ROOT)),
                    AclPermissionType.ALLOW)));
  }
}
