import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A copy of this repository, and what its domain is called in it. */
record Project(Path folder, String domain) {

  /** The package of the domain in a copy that nobody has forked yet. */
  static final String EXAMPLE = "com.example.flights";

  private static final Set<String> NOT_SOURCES =
      Set.of(".git", ".contrail", ".idea", ".vscode", "target", "results", "node_modules");

  /** The project in the current folder, known by the main class of its command service. */
  static Project here() {
    var folder = Path.of("").toAbsolutePath();
    var sources = folder.resolve("command-service/src/main/java");
    if (!Files.isDirectory(sources)) {
      throw new Refusal(
          "Start this in the folder of the project: there is no command-service here.");
    }
    var application =
        filesBelow(sources).stream()
            .filter(file -> file.endsWith("CommandServiceApplication.java"))
            .findFirst()
            .orElseThrow(
                () -> new Refusal("There is no CommandServiceApplication.java in " + sources));
    var command = sources.relativize(application.getParent());
    return new Project(folder, command.getParent().toString().replace('\\', '/').replace('/', '.'));
  }

  /** What the system is called where a package's name does not fit: the package's last part. */
  String system() {
    return domain.substring(domain.lastIndexOf('.') + 1);
  }

  Path resolve(String path) {
    return folder.resolve(path);
  }

  /** The folder of the domain's sources in one of the source folders of a module. */
  Path sources(String sourceFolder) {
    return folder.resolve(sourceFolder).resolve(domain.replace('.', '/'));
  }

  /** Refuses if git could not undo what is going to happen. */
  void requireNothingToLose(boolean force) {
    if (!force && !gitSaysClean()) {
      throw new Refusal(
          "There are changes that git does not have: commit them first, so that you can go back, or"
              + " say --force.");
    }
  }

  /** What was built of sources that are elsewhere now, or gone, would go on being found. */
  void forgetWhatWasBuilt() {
    try (var modules = Files.list(folder)) {
      modules
          .map(module -> module.resolve("target"))
          .filter(Files::isDirectory)
          .forEach(Project::deleteAll);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path directory) {
    try (var all = Files.walk(directory)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new Refusal("All is done but this: delete " + directory + ", which something holds.");
    }
  }

  private boolean gitSaysClean() {
    try {
      var git = new ProcessBuilder("git", "status", "--porcelain").directory(folder.toFile());
      var process = git.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var changes = new String(process.getInputStream().readAllBytes());
      return process.waitFor() == 0 && changes.isBlank();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Everything that was written by somebody, sorted. */
  List<Path> files() {
    return filesBelow(folder);
  }

  /** The files below a folder, none if it does not exist. */
  static List<Path> filesBelow(Path folder) {
    var files = new ArrayList<Path>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    var visitor =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return NOT_SOURCES.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return files;
  }

  /** Relative to the project, with slashes, as it is shown and compared. */
  String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** The text of a file, empty if it is no text. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.move(from, to);
      deleteEmpty(from.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.delete(file);
      deleteEmpty(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteEmpty(Path directory) throws IOException {
    try (Stream<Path> inside = Files.list(directory)) {
      if (inside.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(directory);
    deleteEmpty(directory.getParent());
  }
}
