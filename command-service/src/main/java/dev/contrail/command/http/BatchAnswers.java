package dev.contrail.command.http;

import dev.contrail.command.http.CommandBatch.Pending;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.web.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the answers of a batch while its lines are still being read. */
final class BatchAnswers {

  private static final Logger log = LoggerFactory.getLogger(BatchAnswers.class);
  private static final Pending END = new Pending(0, null, null, null);

  private final JsonMapper json;

  BatchAnswers(JsonMapper json) {
    this.json = json;
  }

  Writer start(OutputStream output, BlockingQueue<Pending> underWay, Sequencer sequencer) {
    return new Writer(new BufferedOutputStream(output), underWay, sequencer);
  }

  /** One batch's writing side, on a thread of its own. */
  final class Writer {

    private final OutputStream output;
    private final BlockingQueue<Pending> underWay;
    private final Sequencer sequencer;
    private final Thread thread;
    private volatile boolean alive = true;

    private Writer(OutputStream output, BlockingQueue<Pending> underWay, Sequencer sequencer) {
      this.output = output;
      this.underWay = underWay;
      this.sequencer = sequencer;
      this.thread = Thread.ofVirtual().name("batch-answers").start(this::run);
    }

    /** False once the client has gone; what is under way is still decided. */
    boolean alive() {
      return alive;
    }

    /** Waits until every answer is written. */
    void finish() {
      try {
        underWay.put(END);
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      try {
        for (var next = underWay.take(); next != END; next = underWay.take()) {
          if (alive) {
            write(next);
          }
        }
        if (alive) {
          output.flush();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        log.debug("the client of a batch has gone", e);
      }
    }

    private void write(Pending pending) {
      try {
        output.write(json.writeValueAsBytes(answer(pending)));
        output.write('\n');
        if (underWay.isEmpty()) {
          output.flush();
        }
      } catch (IOException e) {
        alive = false;
        log.debug("the client of a batch has gone", e);
      }
    }

    private ObjectNode answer(Pending pending) {
      var line = json.createObjectNode().put("line", pending.line());
      var prepared = pending.prepared();
      var future = pending.answer();
      try {
        if (prepared == null || future == null) {
          throw pending.failure() == null
              ? new IllegalStateException("a line without answer")
              : pending.failure();
        }
        var receipt = sequencer.await(prepared.submission(), future);
        line.put("status", prepared.status().value());
        line.setAll((ObjectNode) json.valueToTree(prepared.answer().apply(receipt)));
      } catch (RuntimeException e) {
        var problem = CommandProblems.problem(e).getBody();
        line.put("status", problem.getStatus());
        line.put("code", Problem.codeOf(problem));
        line.put("detail", problem.getDetail());
      }
      return line;
    }
  }
}
