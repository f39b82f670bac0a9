package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.local.Browser.Screen;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways into a view and out of it, and out of the console. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleSessionIntegrationTests {

  private static final int LONGER_THAN_ANYBODY_TYPES_MILLIS = 5_000;

  private RunningSystem system;
  private Browser browser;

  @BeforeAll
  void start(RunningSystem system) {
    this.system = system;
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

  /** Cures: the tab's own storage, and that it is emptied. */
  @Test
  void theTokenIsInTheTabAloneAndGoesWhenItsUserDoes() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("bookings?passenger=p-9").open("journal");
      assertThat(kept(agent, "sessionStorage")).isEqualTo(List.of("contrail.token"));
      assertThat(kept(agent, "localStorage")).isEqualTo(List.of());
      assertThat(agent.page().context().cookies()).isEmpty();
      agent.press("Sign out");
      assertThat(agent.page().locator(".gate")).isVisible();
      assertThat(kept(agent, "sessionStorage")).isEqualTo(List.of());
      assertThat(agent.complaints()).isEmpty();
    }
  }

  private static Object kept(ConsoleUser user, String where) {
    return user.page().evaluate("() => Object.keys(" + where + ")");
  }

  /** Cures: the state is compared, and a code is of no use without the verifier. */
  @Test
  void anAnswerThatTheTabHasNotAskedForIsNotExchanged() {
    try (var stranger = browser.user(Screen.DESK)) {
      var page = stranger.page();
      stranger.press("Sign in");
      assertThat(page.getByLabel("Name")).isVisible();
      assertThat(page).hasURL(Pattern.compile(".*[?&]state=[\\w-]{40,}.*"));
      assertThat(page).hasURL(Pattern.compile(".*[?&]code_challenge_method=S256(&.*|$)"));
      var asked = new CopyOnWriteArrayList<Request>();
      page.onRequest(asked::add);
      page.navigate(system.console() + "?code=stolen&state=made-up");
      assertThat(page.locator("main")).containsText("That answer was not asked for here");
      assertThat(asked).extracting(Request::method).containsOnly("GET");
    }
  }

  /** Cure: text is put into pages as text. */
  @Test
  void whatSomebodyWroteIsTextAndNothingElse() {
    var flight = UUID.randomUUID();
    var markup = "<img src=x onerror=alert(1)>";
    system.agent().schedule(flight, "MAD-BIO", "2031-05-09T06:55");
    var cancelled =
        system
            .agent()
            .post(
                "/api/flights/" + flight + "/cancellation",
                "{\"reason\":\"%s\"}".formatted(markup));
    assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("flight/" + flight).page();
      assertThat(page.locator(".status-line")).containsText("Cancelled: " + markup);
      assertThat(page.locator("main img")).hasCount(0);
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

  @Test
  void anAddressThatLeadsNowhereSaysSo() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var heading = agent.open("nowhere").page().locator("h1");
      assertThat(heading).hasText("There is no such page");
      assertThat(agent.complaints()).isEmpty();
      agent.page().evaluate("location.hash = '#/projections'");
      assertThat(heading).hasText("Projections: not for your role");
      agent.open("flight/one");
      assertThat(heading).hasText("There is no such flight");
      assertThat(agent.complaints()).isEmpty();
      agent.provoke();
      agent.open("flight/" + UUID.randomUUID());
      assertThat(heading).hasText("There is no such flight");
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: the board says so, and where there is one. */
  @Test
  void aBoardWithoutAFlightToBookLeadsToOne() {
    var flight = UUID.randomUUID();
    schedule(UUID.randomUUID(), "2031-09-02");
    schedule(flight, "2031-09-01");
    var left = system.agent().post("/api/flights/" + flight + "/departure", "{\"delayMinutes\":3}");
    assertThat(left.statusCode()).as(left.body()).isEqualTo(200);
    try (var agent = browser.user(Screen.PHONE).signIn("agent", "")) {
      var page = agent.open("board?day=2031-09-01").page();
      var note = page.getByLabel("Where to book");
      assertThat(note).containsText("None of these flights can be booked");
      assertThat(agent.complaints()).isEmpty();
      note.locator("a").click();
      assertThat(page.locator(".board tbody")).containsText("Scheduled");
      assertThat(note).isHidden();
    }
  }

  /** Cure: what is missing is asked for, not counted with. */
  @Test
  void aBoardNeedsADay() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("board?day=2031-09-01").page();
      var day = page.getByLabel("Day", new Page.GetByLabelOptions().setExact(true));
      day.fill("");
      agent.press("Day after");
      assertThat(day).isFocused();
      day.fill("2031-09-04");
      agent.press("Day after");
      assertThat(page.locator("h1")).hasText(Pattern.compile("All airports, 05 Sept? 2031"));
      agent.open("board?day=someday");
      assertThat(page.locator(".board-state")).hasText("live");
      assertThat(agent.complaints()).isEmpty();
    }
  }

  private void schedule(UUID flight, String day) {
    var answer = system.agent().schedule(flight, "KEF-AEY", day + "T06:55");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
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
