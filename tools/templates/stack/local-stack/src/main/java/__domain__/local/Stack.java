package __domain__.local;

import dev.contrail.local.Example;
import dev.contrail.local.LocalStack;
import java.nio.file.Path;
import java.util.List;

/** Runs everything on this machine; started by {@code ./run} in the project's folder. */
final class Stack {

  private Stack() {}

  public static void main(String[] arguments) {
    System.exit(
        LocalStack.run(List.of(arguments), Path.of(""), Example.withoutSamples(Welcome::text)));
  }
}
