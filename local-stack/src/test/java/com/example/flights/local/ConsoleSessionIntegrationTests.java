package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.local.Browser.Screen;
import com.microsoft.playwright.Request;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways out of a view, and out of the console. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleSessionIntegrationTests {

  private static final int LONGER_THAN_ANYBODY_TYPES_MILLIS = 5_000;

  private Browser browser;

  @BeforeAll
  void start(RunningSystem system) {
    browser = Browser.start(system.console());
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Cure: the page begins anew, and nothing of it knows the token any more. */
  @Test
  void whoHasSignedOutLeavesNothingThatTheNextOneCanSee() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("bookings?passenger=p-9").open("journal");
      agent.press("Sign out");
      var page = agent.page();
      assertThat(page.locator(".gate")).isVisible();

      page.goBack();
      assertThat(page).hasURL(Pattern.compile(".*#/bookings.*"));
      page.locator(".mark").click();
      assertThat(page).hasURL(Pattern.compile(".*#/$"));

      assertThat(page.locator(".gate")).isVisible();
      assertThat(page.locator("#nav a")).hasCount(0);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: the link moves the focus, not the address, which says what is shown. */
  @Test
  void whoSkipsToTheContentStaysWhereHeIs() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("journal");
      agent.page().locator(".skip").press("Enter");
      assertThat(agent.page().locator("main")).isFocused();
      assertThat(agent.page().locator("main")).hasAttribute("data-view", "journal");
      assertThat(agent.page()).hasURL(Pattern.compile(".*#/journal.*"));
    }
  }

  /** Cure: what was typed is looked for by a view that is still there. */
  @Test
  void aViewThatIsLeftWhileSomebodyTypesAsksForNothingMore() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("journal").page();
      assertThat(page.locator(".events summary").first()).isVisible();
      page.clock().install();
      page.getByLabel("Type").fill("seat-booked");
      page.locator("#nav a[data-view=journeys]").click();
      assertThat(page.locator("main[data-view=journeys] h1")).isVisible();
      var asked = new CopyOnWriteArrayList<Request>();
      page.onRequest(asked::add);

      page.clock().runFor(LONGER_THAN_ANYBODY_TYPES_MILLIS);
      page.evaluate("fetch('config.json').then(answer => answer.text())");

      assertThat(asked).extracting(Request::url).anyMatch(url -> url.endsWith("config.json"));
      assertThat(asked)
          .extracting(Request::url)
          .noneMatch(url -> url.endsWith("/api/events/completeness"));
    }
  }
}
