package dev.contrail.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;

/** Loads the sample data when a run sees an empty log, through the API as any client would. */
final class Samples {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Workspace workspace;
  private final Example example;
  private final HttpClient http;
  private final Console console;

  Samples(Workspace workspace, Example example, HttpClient http, Console console) {
    this.workspace = workspace;
    this.example = example;
    this.http = http;
    this.console = console;
  }

  /** A load that was interrupted is begun again: what is there already stays as it is. */
  void load(Service commands, DemoTokens tokens, Options options) {
    if (!example.hasSamples() || !options.samples() || Files.exists(workspace.samplesLoaded())) {
      return;
    }
    console.say("Loading " + example.what() + " …");
    var watch = new StopWatch();
    var endpoint = commands.uri().resolve(example.batchPath());
    var loader = new BatchLoader(http, endpoint, tokens.of(example.role()), PATIENCE);
    var progress = new Progress();
    try (var lines = example.commands().apply(workspace.project())) {
      var loaded = loader.load(lines.iterator(), progress::show);
      console.say(
          "Loaded: %,d commands accepted, %,d refused (%s)."
              .formatted(loaded.accepted(), loaded.refused(), watch));
      if (loaded.refused() > 0) {
        console.say("First refusal: " + loaded.firstRefusal());
      }
      Files.createFile(workspace.samplesLoaded());
    } catch (IOException e) {
      throw new StackFailure("%s cannot be written: %s".formatted(workspace.samplesLoaded(), e));
    }
  }

  /** A line a second at most. */
  private final class Progress {
    private StopWatch sinceLast = new StopWatch();

    void show(Loaded loaded) {
      if (sinceLast.seconds() >= 1) {
        console.say("  %,d commands".formatted(loaded.lines()));
        sinceLast = new StopWatch();
      }
    }
  }
}
