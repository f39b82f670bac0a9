package com.example.flights.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** The commands that a page of docs shows, run one after the other as somebody would paste them. */
record PageCommands(String page) {

  private static final Pattern BEGINS_COMMANDS = Pattern.compile("(curl |[A-Za-z_]+=).*");

  /** What is refused ends the script; a stream, which has no end, is left after a while. */
  private static final String PRELUDE =
      """
      set -euo pipefail
      curl() {
        case " $* " in
          *' -N '* | *' -sN '*) command curl --noproxy '*' --fail-with-body --max-time 2 "$@" || [ $? -eq 28 ] ;;
          *) command curl --noproxy '*' --fail-with-body --max-time 60 "$@" ;;
        esac
      }
      """;

  private static final String INDENT = "    ";
  private static final String FENCE = "```";

  /**
   * Runs them against a system.
   *
   * @throws AssertionError if one fails
   */
  void run(RunningSystem system) throws IOException, InterruptedException {
    var commands =
        commands()
            .replace("localhost:8080", system.commands().getAuthority())
            .replace("localhost:8081", system.queries().getAuthority());
    var shell =
        new ProcessBuilder("bash", "-c", PRELUDE + commands)
            .directory(RunningSystem.PROJECT.toFile())
            .redirectErrorStream(true);
    shell.environment().put("CONTRAIL_IDENTITY_PORT", Integer.toString(system.issuer().getPort()));
    var process = shell.start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("docs/" + page + ":\n" + commands + "\nsaid\n" + said);
    }
  }

  /** Blocks that are indented or fenced, if they begin with a command. */
  String commands() throws IOException {
    var commands = new ArrayList<String>();
    var fenced = false;
    var taken = false;
    var first = true;
    for (var line : Files.readAllLines(RunningSystem.PROJECT.resolve("docs").resolve(page))) {
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
        first = true;
      } else if (fenced || line.startsWith(INDENT)) {
        var command = fenced ? line : line.substring(INDENT.length());
        taken = first ? BEGINS_COMMANDS.matcher(command).matches() : taken;
        first = false;
        if (taken) {
          commands.add(command);
        }
      } else {
        first = true;
      }
    }
    if (commands.isEmpty()) {
      throw new AssertionError("docs/" + page + " shows no commands");
    }
    return String.join("\n", commands);
  }
}
