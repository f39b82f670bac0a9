package dev.contrail.command.http;

import dev.contrail.command.http.NdjsonReader.Line;
import dev.contrail.command.sequencer.Receipt;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.security.Allowance;
import dev.contrail.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Runs a stream of commands, one JSON object a line, and answers one line for each, in order and
 * while the request is still being sent. Memory does not depend on the length: a bounded number of
 * commands is under way, and a client that does not read its answers is not read from.
 */
public final class CommandBatch {

  static final String MEDIA_TYPE = "application/x-ndjson";
  private static final int UNDER_WAY = 512;

  /** Lines whose streams are read together, if so many are here. */
  private static final int AT_ONCE = 256;

  private static final long QUEUE_PATIENCE_MILLIS = 10_000;

  private final Sequencer sequencer;
  private final CommandContexts contexts;
  private final BatchAnswers answers;
  private final int maxLineBytes;

  CommandBatch(
      Sequencer sequencer, CommandContexts contexts, BatchAnswers answers, int maxLineBytes) {
    this.sequencer = sequencer;
    this.contexts = contexts;
    this.answers = answers;
    this.maxLineBytes = maxLineBytes;
  }

  static boolean isBatch(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.startsWith(MEDIA_TYPE);
  }

  /** Makes a command of a line. */
  public interface LineHandler {

    /**
     * @param key gives the line's context, from the key in the line, if it has one
     * @throws RuntimeException for a line that is no command; it becomes the line's answer
     */
    Prepared prepare(byte[] line, Function<@Nullable String, CommandContext> key);
  }

  /**
   * A command and how its receipt is told.
   *
   * @param answer the fields of the answer's line beside number and status
   */
  public record Prepared(
      Submission submission, HttpStatus status, Function<Receipt, Object> answer) {}

  /** A line under way: its answer, or why it has none. */
  record Pending(
      long line,
      @Nullable Prepared prepared,
      @Nullable CompletableFuture<Receipt> answer,
      @Nullable RuntimeException failure) {}

  /** Reads, runs and answers all lines. Returns when everything is answered. */
  public void run(HttpServletRequest request, HttpServletResponse response, LineHandler handler)
      throws IOException {
    response.setContentType(MEDIA_TYPE);
    BlockingQueue<Pending> underWay = new ArrayBlockingQueue<>(UNDER_WAY);
    var writer = answers.start(response.getOutputStream(), underWay, sequencer);
    try {
      var reader =
          new NdjsonReader(
              request.getInputStream(), request.getContentLengthLong() >= 0, maxLineBytes);
      var allowance = Allowance.of(request);
      for (var line = reader.next(); line != null && writer.alive(); line = reader.next()) {
        if (!allowance.take()) {
          underWay.put(ended(line));
          break;
        }
        var lines = new ArrayList<Attempt>();
        lines.add(prepare(request, line, handler));
        while (lines.size() < AT_ONCE && reader.hasNext() && allowance.takeNow()) {
          lines.add(prepare(request, Objects.requireNonNull(reader.next()), handler));
        }
        for (var pending : submit(lines)) {
          underWay.put(pending);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      writer.finish();
    }
  }

  /** The last answer of a batch whose token has ended. */
  private static Pending ended(Line line) {
    var problem =
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "invalid-token",
            "The access token has ended. Send this line and those behind it with a new one.");
    return new Pending(line.number(), null, null, problem);
  }

  /** A line as a command, or why it is none. */
  private record Attempt(
      long line, @Nullable Prepared prepared, @Nullable RuntimeException failure) {

    Pending pending(@Nullable CompletableFuture<Receipt> answer) {
      return new Pending(line, prepared, answer, failure);
    }

    Pending failed(RuntimeException reason) {
      return new Pending(line, null, null, failure == null ? reason : failure);
    }
  }

  private Attempt prepare(HttpServletRequest request, Line line, LineHandler handler) {
    try {
      if (line.tooLong()) {
        throw Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "too-large",
            "A line has at most %d bytes.".formatted(maxLineBytes));
      }
      var prepared =
          handler.prepare(
              line.content(), key -> contexts.ofLine(request, line.content(), line.number(), key));
      return new Attempt(line.number(), prepared, null);
    } catch (RuntimeException e) {
      return new Attempt(line.number(), null, e);
    }
  }

  private List<Pending> submit(List<Attempt> lines) {
    try {
      var commands = new ArrayList<Submission>(lines.size());
      for (var line : lines) {
        if (line.prepared() != null) {
          commands.add(line.prepared().submission());
        }
      }
      var answers = sequencer.submitAll(commands, QUEUE_PATIENCE_MILLIS).iterator();
      return lines.stream()
          .map(line -> line.pending(line.prepared() == null ? null : answers.next()))
          .toList();
    } catch (RuntimeException e) {
      return lines.stream().map(line -> line.failed(e)).toList();
    }
  }
}
