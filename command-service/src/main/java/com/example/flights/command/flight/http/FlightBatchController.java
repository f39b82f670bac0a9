package com.example.flights.command.flight.http;

import dev.contrail.command.http.CommandBatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many commands a request. */
@RestController
@RequestMapping("/api/flights")
final class FlightBatchController {

  private final CommandBatch batch;
  private final FlightLines lines;

  FlightBatchController(CommandBatch batch, FlightLines lines) {
    this.batch = batch;
    this.lines = lines;
  }

  /**
   * Runs many commands, one a line: the body of a command with its {@code type}, the ids of its
   * path and, if it is to be safe to repeat, a {@code key} beside it.
   */
  @PostMapping(path = "/batch", consumes = "application/x-ndjson")
  void run(HttpServletRequest request, HttpServletResponse response) throws IOException {
    batch.run(request, response, lines);
  }
}
