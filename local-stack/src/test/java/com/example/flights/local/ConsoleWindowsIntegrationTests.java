package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.local.Browser.Screen;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages of the console that are looked at several at once, or not at all for a while. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleWindowsIntegrationTests {

  private static final String DAY = "2031-05-08";

  private final UUID flight = UUID.randomUUID();
  private RunningSystem system;
  private Browser browser;

  @BeforeAll
  void start(RunningSystem system) {
    this.system = system;
    browser = Browser.start(system.console());
    var answer = system.agent().schedule(flight, "MAD-AGP", DAY + "T06:55");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Cure: who comes back resumes each stream where it was left. */
  @Test
  void aPageThatNobodySawCatchesUp() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("board?day=" + DAY);
      var seatsLeft = agent.page().locator(".board tbody tr").first().locator(".number");
      var left = Integer.parseInt(seatsLeft.textContent().strip());
      agent.look(true);
      book("21D");
      agent.look(false);
      assertThat(seatsLeft).containsText(Integer.toString(left - 1));
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /**
   * Cure: windows share the few connections that a browser has; who has none for long looks often.
   */
  @Test
  void allWindowsOfABrowserAreLive() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "");
        var other = agent.window().signIn("agent", "");
        var alice = agent.window().signIn("customer", "alice")) {
      var windows = List.of(agent, other, alice);
      windows.forEach(window -> window.open("flight/" + flight));
      for (var seat : List.of("25A", "25B")) {
        book(seat);
        for (var window : windows) {
          assertThat(window.seat(seat)).hasAttribute("data-state", "booked");
        }
        assertThat(other.seat(seat)).hasAttribute("aria-label", seat + ", booked by of-" + seat);
      }
      windows.forEach(window -> assertThat(window.complaints()).isEmpty());
    }
  }

  private void book(String seat) {
    var booked = system.agent().book(flight, seat, "of-" + seat, "Eve");
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
  }
}
