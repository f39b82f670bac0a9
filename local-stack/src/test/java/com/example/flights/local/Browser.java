package com.example.flights.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Chromium of this machine. Which one, CONTRAIL_TEST_CHROMIUM can say: then the tests that need
 * one must run, and so they must wherever CI is set, as build servers do. Elsewhere they are
 * skipped where there is none.
 */
final class Browser implements AutoCloseable {

  /** How long what is shown may take. */
  static final double PATIENCE_MILLIS = 30_000;

  private static final String SETTING = "CONTRAIL_TEST_CHROMIUM";
  private static final List<String> USUAL =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final URI console;
  private final String axe = resource("/axe.min.js");

  private Browser(Path executable, URI console) {
    this.console = console;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.chromium =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  private static void require() {
    if (executable().isEmpty()) {
      var missing =
          "The console is not tested: there is no Chromium on this machine. Install one, or name it in "
              + SETTING;
      if (System.getenv("CI") != null) {
        throw new AssertionError(missing);
      }
      Assumptions.abort(missing);
    }
  }

  /** In front of the console; skips the test, or fails it, where there is no Chromium. */
  static Browser start(URI console) {
    require();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    return new Browser(executable().orElseThrow(), console);
  }

  private static Optional<Path> executable() {
    var named = System.getenv(SETTING);
    return named == null
        ? USUAL.stream().map(Path::of).filter(Files::isExecutable).findFirst()
        : Optional.of(Path.of(named));
  }

  /** A user with a browser of his own, in front of the sign-in. */
  ConsoleUser user(Screen screen) {
    return new ConsoleUser(
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(screen.width(), screen.height())
                .setColorScheme(screen.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)),
        console,
        axe);
  }

  /** What somebody looks at. */
  record Screen(int width, int height, ColorScheme scheme) {

    static final Screen DESK = new Screen(1_280, 900, ColorScheme.LIGHT);
    static final Screen NIGHT = new Screen(1_280, 900, ColorScheme.DARK);
    static final Screen PHONE = new Screen(360, 780, ColorScheme.LIGHT);
    static final Screen PHONE_AT_NIGHT = new Screen(360, 780, ColorScheme.DARK);

    static Stream<Screen> all() {
      return Stream.of(DESK, NIGHT, PHONE, PHONE_AT_NIGHT);
    }
  }

  private static String resource(String name) {
    try (var stream = Browser.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
