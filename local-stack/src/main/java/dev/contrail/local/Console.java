package dev.contrail.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the user reads: whole lines only, each with the name of who said it. */
public final class Console {
  private static final String OWN_NAME = "contrail";

  private final PrintStream out;

  public Console(PrintStream out) {
    this.out = out;
  }

  /** Says each line of a text as the stack itself. */
  public void say(String text) {
    text.lines().forEach(line -> line(OWN_NAME, line));
  }

  /** Shows a text as it is, to be copied from. */
  void show(String text) {
    out.println(text);
  }

  /**
   * Passes on what a process says, until it ends; the thread ends with it. It is no virtual thread:
   * one that reads a pipe keeps its carrier, and on two cores the third process would not be heard,
   * until its pipe is full and it stands still.
   */
  Thread passOn(String name, InputStream output) {
    return Thread.ofPlatform().daemon().name("output-" + name).start(() -> readLines(name, output));
  }

  private void readLines(String name, InputStream output) {
    try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        line(name, line);
      }
    } catch (IOException e) {
      line(OWN_NAME, "The output of " + name + " cannot be read any more: " + e.getMessage());
    }
  }

  private void line(String name, String line) {
    out.println("%-8s | %s".formatted(name, line));
  }
}
