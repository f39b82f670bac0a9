package dev.contrail.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the stack needs to know of the domain it runs.
 *
 * @param what the sample data, for the progress line, e.g. {@code 2,000 flights}
 * @param commands the sample data below a project's folder, as lines for the batch endpoint, always
 *     the same
 * @param batchPath the batch endpoint of the command service that takes them
 * @param role who may send them there
 * @param welcome what to try
 */
public record Example(
    String what,
    Function<Path, Stream<String>> commands,
    String batchPath,
    String role,
    Function<Addresses, String> welcome) {

  /** Where commands and queries are taken, and tokens given. */
  public record Addresses(URI commands, URI queries, URI tokens) {}

  /** A domain that has no sample data. */
  public static Example withoutSamples(Function<Addresses, String> welcome) {
    return new Example("", project -> Stream.empty(), "", "", welcome);
  }

  boolean hasSamples() {
    return !batchPath.isEmpty();
  }
}
