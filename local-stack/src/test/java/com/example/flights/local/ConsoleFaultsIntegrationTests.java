package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.local.Browser.Screen;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the console does when services refuse, are slow or do not answer. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleFaultsIntegrationTests {

  private static final String DAY = "2031-07-01";
  private static final String FLIGHT = "0190d1a4-6c00-7000-8000-000000000071";
  private static final String SEATS = "**/api/flights/*/seats";
  private static final String BOOKINGS = "**/api/flights/*/bookings";
  private static final String PROJECTIONS = "**/actuator/projections";
  private static final Pattern NEXT_DAY = Pattern.compile(".*/api/flights\\?.*from=2031-07-02.*");
  private static final Pattern EARLIER = Pattern.compile(".*/api/events\\?after=\\d+&limit=\\d+");
  private static final int LONGER_THAN_SOME_POLLS_MILLIS = 10_000;

  private RunningSystem system;
  private Browser browser;

  @BeforeAll
  void start(RunningSystem system) {
    this.system = system;
    browser = Browser.start(system.console());
    var answer = system.agent().schedule(FLIGHT, "CPH-AAL", DAY + "T06:55");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aFlightSaysWhatOfItIsNotLive() {
    try (var agent = troubled("agent")) {
      var page = agent.page();
      var view = page.locator(".view");
      page.route(SEATS, refused(503));
      agent.open("flight/" + FLIGHT);
      assertThat(view).containsText("Not live: the seats.");
      page.unroute(SEATS);
      assertThat(view).not().containsText("Not live");
      assertThat(agent.seat("12A")).isVisible();

      page.route(SEATS, refused(403));
      page.reload();
      assertThat(view).containsText("No longer live: the seats.");
      assertThat(view.locator("[role=alert]")).containsText("403");
      assertThat(agent.complaints()).isEmpty();
    }
  }

  @Test
  void aRefusedDayShowsNoDeparturesOfAnotherOne() {
    try (var agent = troubled("agent")) {
      var page = agent.open("board?day=" + DAY).page();
      var rows = page.locator(".board tbody tr");
      assertThat(rows).hasCount(1);
      page.route(NEXT_DAY, refused(403));
      agent.press("Day after");
      assertThat(page.locator(".board .refusal")).containsText("403");
      assertThat(page.locator("h1")).containsText("02 Jul 2031");
      assertThat(rows).hasCount(0);

      agent.press("Day before");
      assertThat(rows).hasCount(1);
      page.route(NEXT_DAY, refused(503));
      agent.press("Day after");
      assertThat(page.locator(".board-state")).hasText("not live");
      assertThat(rows).hasCount(0);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: what is not new is not put there again, where it would be read out again. */
  @Test
  void whatIsWrongWithProjectionsIsSaidOnce() {
    try (var operator = troubled("operator")) {
      var page = operator.page();
      page.route(PROJECTIONS, refused(503));
      operator.open("projections");
      var alert = page.locator(".view [role=alert]");
      assertThat(alert).containsText("503");
      var first = alert.elementHandle();
      for (int polls = 0; polls < 3; polls++) {
        page.waitForResponse(PROJECTIONS, () -> {});
      }
      assertThat((boolean) first.evaluate("alert => alert.isConnected")).isTrue();
      page.unroute(PROJECTIONS);
      assertThat(page.locator(".projection").first()).isVisible();
      assertThat(alert).hasCount(0);
    }
  }

  @Test
  void projectionsAreAskedForOneAtATimeAndOnlyWhileSomebodyLooks() {
    try (var operator = browser.user(Screen.DESK).signIn("operator", "")) {
      var page = operator.page();
      var held = new CopyOnWriteArrayList<Route>();
      page.clock().install();
      note(page);
      page.route(PROJECTIONS, held::add);
      operator.open("projections");
      page.waitForCondition(() -> !held.isEmpty());
      page.clock().runFor(LONGER_THAN_SOME_POLLS_MILLIS);
      assertThat(asked(page, "/actuator/projections")).hasSize(1);

      page.unroute(PROJECTIONS);
      held.getFirst().resume();
      assertThat(page.locator(".projection").first()).isVisible();
      operator.look(true);
      var before = asked(page, "/actuator/projections").size();
      page.clock().runFor(LONGER_THAN_SOME_POLLS_MILLIS);
      assertThat(asked(page, "/actuator/projections")).hasSize(before);
      page.waitForRequest(PROJECTIONS, () -> operator.look(false));
      assertThat(operator.complaints()).isEmpty();
    }
  }

  /** Cure: the key stays, with the keyboard on it. */
  @Test
  void earlierEventsAreOfferedAgainAfterARefusal() {
    for (int i = 0; i < 40; i++) {
      system.agent().schedule(UUID.randomUUID(), "CPH-RNN", "2031-07-20T06:55");
    }
    try (var agent = troubled("agent")) {
      var page = agent.open("journal").page();
      var events = page.locator(".events > li");
      var earlier =
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Earlier events"));
      assertThat(events.last()).isVisible();
      page.route(EARLIER, refused(429));
      earlier.focus();
      page.keyboard().press("Enter");
      assertThat(page.locator(".view .refusal")).containsText("429");
      assertThat(earlier).isFocused();
      page.unroute(EARLIER);
      page.keyboard().press("Enter");
      assertThat(events.nth(40)).isVisible();
      assertThat(page.locator(".view .refusal")).hasCount(0);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: each time it is sent under the same key. */
  @Test
  void aCommandWhoseAnswerIsLostHappensOnce() {
    try (var agent = troubled("agent")) {
      var keys =
          answered(
              agent,
              time ->
                  switch (time) {
                    case 1 -> ConsoleFaultsIntegrationTests::lose;
                    case 2 -> refused(500);
                    default -> Route::resume;
                  });
      book(agent, "17A");
      assertThat(agent.page().locator(".travel .arrivals")).containsText("seat_map");
      assertThat(keys).hasSize(3);
      assertThat(keys.stream().distinct()).hasSize(1);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  @Test
  void whoAsksAgainAfterNoAnswerMeansTheSameCommand() {
    try (var agent = troubled("agent")) {
      var keys = answered(agent, time -> time <= 3 ? Route::abort : Route::resume);
      book(agent, "18A");
      assertThat(agent.page().locator(".travel")).containsText("It is not known whether it");
      assertThat(agent.page().locator(".desk .refusal")).containsText("no answer");
      agent.press("Book");
      assertThat(agent.page().locator(".travel .arrivals")).containsText("seat_map");
      assertThat(keys).hasSize(4);
      assertThat(keys.stream().distinct()).hasSize(1);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  @Test
  void aCommandComesBackWhenItWasToldTo() {
    try (var agent = troubled("agent")) {
      answered(agent, time -> time == 1 ? refused(503, "retry-after", "2") : Route::resume);
      note(agent.page());
      book(agent, "19A");
      assertThat(agent.page().locator(".travel .arrivals")).containsText("seat_map");
      var times = asked(agent.page(), "/bookings");
      assertThat(times).hasSize(2);
      assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(2_000);
    }
  }

  private ConsoleUser troubled(String role) {
    var user = browser.user(Screen.DESK).signIn(role, "");
    user.provoke();
    return user;
  }

  private static void book(ConsoleUser agent, String seat) {
    agent.open("flight/" + FLIGHT);
    agent.seat(seat).click();
    agent.press("Book");
  }

  /**
   * Has bookings answered as is said for the first time, the second and so on.
   *
   * @return the keys that they came with
   */
  private static List<String> answered(ConsoleUser agent, IntFunction<Consumer<Route>> answer) {
    var keys = new CopyOnWriteArrayList<String>();
    agent
        .page()
        .route(
            BOOKINGS,
            route -> {
              keys.add(route.request().headers().get("idempotency-key"));
              answer.apply(keys.size()).accept(route);
            });
    return keys;
  }

  /** It happens, and nobody hears of it. */
  private static void lose(Route route) {
    route.fetch();
    route.abort();
  }

  private static Consumer<Route> refused(int status, String... header) {
    var headers = new HashMap<>(Map.of("access-control-allow-origin", "*"));
    headers.put("access-control-expose-headers", "Retry-After");
    if (header.length > 0) {
      headers.put(header[0], header[1]);
    }
    return route ->
        route.fulfill(
            new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setHeaders(headers)
                .setBody("{\"type\":\"urn:problem:for-a-test\",\"title\":\"Not now\"}"));
  }

  /** Has a page keep what it asks for and when: elsewhere that is seen later. */
  private static void note(Page page) {
    page.evaluate(
        """
        () => {
          const ask = window.fetch;
          window.asked = [];
          window.fetch = (url, options) => {
            window.asked.push({ url: String(url), at: performance.now() });
            return ask(url, options);
          };
        }
        """);
  }

  /** When, in milliseconds. */
  private static List<Double> asked(Page page, String end) {
    var times =
        (List<?>)
            page.evaluate(
                "end => window.asked.filter(one => one.url.endsWith(end)).map(one => one.at)", end);
    return times.stream().map(time -> ((Number) time).doubleValue()).toList();
  }
}
