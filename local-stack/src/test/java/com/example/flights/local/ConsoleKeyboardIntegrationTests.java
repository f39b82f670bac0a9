package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.local.Browser.Screen;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever works with the keyboard stays where he is while the page changes below him. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleKeyboardIntegrationTests {

  private static final String FLIGHT = "0190d1a4-6c00-7000-8000-000000000081";
  private static final String OTHER = "0190d1a4-6c00-7000-8000-000000000082";

  private RunningSystem system;
  private Browser browser;

  @BeforeAll
  void start(RunningSystem system) {
    this.system = system;
    browser = Browser.start(system.console());
    for (var id : new String[] {FLIGHT, OTHER}) {
      var answer = system.agent().schedule(id, "HEL-OUL", "2031-08-01T06:55");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Cure: what is drawn anew is entered at the same place, and as open as it was. */
  @Test
  void anEventThatIsReadIsNotClosedByTheNextOne() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("flight/" + FLIGHT).page();
      var summary = page.locator(".timeline summary");
      summary.focus();
      page.keyboard().press("Enter");
      assertThat(page.locator(".timeline .facts")).isVisible();
      var booked = system.agent().book(FLIGHT, "7B", "ivo", "Ivo");
      assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
      assertThat(page.locator(".timeline .what")).containsText("2 of 2");
      assertThat(page.locator(".timeline .facts")).containsText("7B");
      assertThat(page.locator(".timeline .facts")).isVisible();
      assertThat(summary).isFocused();
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: what hides itself hands the keyboard on. */
  @Test
  void aKeyThatGoesAwayLeadsSomewhere() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("flight/" + OTHER).page();
      var booked = system.agent().book(OTHER, "7B", "jon", "Jon");
      assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
      assertThat(page.locator(".timeline .what")).containsText("2 of 2");
      var slider = page.locator(".timeline input[type=range]");
      agent.slideTo(slider, 1);
      var back =
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Back to now"));
      assertThat(back).isVisible();
      back.focus();
      page.keyboard().press("Enter");
      assertThat(back).isHidden();
      assertThat(slider).isFocused();

      assertThat(page.locator(".operations")).isVisible();
      page.getByLabel("Minutes late").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator(".operations")).isHidden();
      assertThat(page.locator("h1.route")).isFocused();
      assertThat(agent.complaints()).isEmpty();
    }
  }
}
