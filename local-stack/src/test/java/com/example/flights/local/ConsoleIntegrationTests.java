package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.flights.local.Browser.Screen;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console through its users' eyes, in a real browser, on the running system. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIntegrationTests {

  private static final String DAY = "2031-05-01";
  private static final String FLIGHT = "0190d1a4-6c00-7000-8000-000000000031";

  /** What an agent sees, and what is there once it is shown. */
  private static final Map<String, String> VIEWS =
      Map.of(
          "board?day=" + DAY,
          ".board tbody tr",
          "flight/" + FLIGHT,
          ".seats .seat",
          "bookings?passenger=p-9",
          ".pass",
          "cube",
          ".chart",
          "journeys",
          ".empty",
          "journal",
          ".events summary",
          "watches",
          ".card",
          "nowhere",
          ".view a");

  private RunningSystem system;
  private Browser browser;

  @BeforeAll
  void start(RunningSystem system) {
    this.system = system;
    browser = Browser.start(system.console());
    schedule(FLIGHT, "BCN");
  }

  private void schedule(String id, String destination) {
    var answer = system.agent().schedule(id, "MAD-" + destination, DAY + "T06:55");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Cures: the views follow streams; the courier waits for every read table. */
  @Test
  @Order(1)
  void aBookingIsSeenByOthersAtOnceAndOnItsWay() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "");
        var alice = browser.user(Screen.DESK).signIn("customer", "alice")) {
      agent.open("board?day=" + DAY);
      assertThat(seatsLeft(agent)).containsText("180");
      alice.open("flight/" + FLIGHT);
      book(alice, "12A");
      assertThat(alice.seat("12A")).hasAttribute("aria-label", "12A, yours");
      assertThat(seatsLeft(agent)).containsText("179");
      var arrivals = alice.page().locator(".travel .arrivals li");
      for (var table : List.of("flight_board", "journal", "route_day", "seat_map")) {
        assertThat(arrivals.filter(new Locator.FilterOptions().setHasText(table)))
            .containsText("ms");
      }
      agent.open("flight/" + FLIGHT);
      assertThat(agent.seat("12A")).hasAttribute("aria-label", "12A, booked by alice");

      alice.press("Cancel the booking");
      assertThat(agent.seat("12A")).hasAttribute("aria-label", "12A, free");
      assertThat(agent.complaints()).isEmpty();
      assertThat(alice.complaints()).isEmpty();
    }
  }

  @Test
  @Order(2)
  void whatIsRefusedSaysWhy() {
    try (var alice = browser.user(Screen.DESK).signIn("customer", "alice")) {
      alice.provoke();
      alice.open("flight/" + FLIGHT);
      alice.page().getByLabel("Seat", new Page.GetByLabelOptions().setExact(true)).fill("99F");
      alice.press("Book");
      assertThat(alice.page().locator(".desk .refusal")).containsText("409");
      assertThat(alice.complaints()).isEmpty();
    }
  }

  /** Cure: each version is asked for, and the board at the time of its event. */
  @Test
  @Order(3)
  void theSliderRewindsSeatsAndBoard() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("flight/" + FLIGHT);
      agent.page().getByLabel("Passenger").fill("ben");
      agent.page().getByLabel("Name").fill("Ben Abara");
      book(agent, "14C");
      assertThat(agent.seat("14C")).hasAttribute("aria-label", "14C, booked by ben");
      assertThat(seatsLeft(agent)).containsText("179");
      await()
          .untilAsserted(() ->
              assertThat(system.agent().query("/api/passengers/ben/bookings").toString())
                  .contains("Ben Abara"));
      assertThat(agent.page().locator(".desk")).containsText("Ben Abara (ben)");
      var slider = agent.page().locator(".timeline input[type=range]");
      agent.slideTo(slider, 1);
      assertThat(agent.seat("14C")).hasAttribute("aria-label", "14C, free");
      assertThat(seatsLeft(agent)).containsText("180");
      assertThat(agent.page().locator(".timeline .what")).containsText("flight scheduled");
      assertThat(agent.page().locator(".desk")).containsText("The past");
      assertThat(agent.complaints()).isEmpty();
      agent.press("Back to now");
      assertThat(agent.seat("14C")).hasAttribute("aria-label", "14C, booked by ben");
      assertThat(seatsLeft(agent)).containsText("179");
    }
  }

  /** Cure: what is parked is asked for and shown with its keys. */
  @Test
  @Order(4)
  void aParkedStreamIsShownAndRetried() {
    system
        .backing()
        .tamperWithTheReadTables(
            "alter table projection.%s add constraint nowhere check (destination <> 'LIS')"
                .formatted(system.projections().live("flight_board")));
    schedule("0190d1a4-6c00-7000-8000-000000000032", "LIS");
    try (var operator = browser.user(Screen.DESK).signIn("operator", "")) {
      operator.open("projections");
      var parked = projection(operator, "flight_board").locator(".parked");
      assertThat(parked).containsText("1 parked stream");
      assertThat(parked).containsText("nowhere");
      assertThat(operator.complaints()).isEmpty();
      system
          .backing()
          .tamperWithTheReadTables(
              "alter table projection.%s drop constraint nowhere"
                  .formatted(system.projections().live("flight_board")));
      operator.press("Retry all: flight_board");
      assertThat(parked).isHidden();
      assertThat(projection(operator, "flight_board").locator("header .state")).hasText("running");
    }
  }

  /** Cure: the report's difference is shown. */
  @Test
  @Order(5)
  void aRebuildTellsWhatWasOtherThanItShould() {
    var live = system.projections().live("flight_board");
    system
        .backing()
        .tamperWithTheReadTables(
            "update projection.%s set distance_miles = 1 where destination = 'BCN'"
                .formatted(live));
    try (var operator = browser.user(Screen.NIGHT).signIn("operator", "")) {
      operator.open("projections");
      operator.press("Rebuild: flight_board");
      var board = projection(operator, "flight_board");
      assertThat(board.locator(".difference").first())
          .containsText(
              "1 changed", new ContainsTextOptions().setTimeout(2 * Browser.PATIENCE_MILLIS));
      board.locator(".difference summary").click();
      assertThat(board.locator(".difference table")).containsText("distance_miles");
      assertThat(
              board.getByRole(
                  AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Drop " + live)))
          .isVisible();
      assertThat(operator.complaints()).isEmpty();
    }
  }

  @Test
  @Order(6)
  void aWatchShowsWhatMatches() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("watches");
      var name = agent.page().getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
      name.fill("Seats out of LAX");
      agent.page().getByLabel("Event types").fill("seat-booked");
      agent.page().getByLabel("Where").fill("$.nowhere");
      assertThat(agent.page().locator("form [role=status]")).containsText("$.nowhere");
      agent.page().getByLabel("Where").fill("$.leg.origin");
      agent.page().getByLabel("Value").fill("MAD");
      agent.press("Watch");
      assertThat(agent.page().locator(".matches h2")).containsText("Seats out of LAX");
      var booked = system.agent().book(FLIGHT, "20D", "p-9", "Cleo");
      assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
      assertThat(agent.page().locator(".matches .match").first()).containsText("seat-booked");
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: the courier asks once without waiting for those who stand still. */
  @Test
  @Order(7)
  void aPausedProjectionDoesNotHideTheOthers() {
    system.projections().act("route_day", "pause");
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("flight/" + FLIGHT);
      book(agent, "22A");
      var arrivals = agent.page().locator(".travel .arrivals li");
      // long before the one that stands still would be given up
      assertThat(arrivals.filter(new Locator.FilterOptions().setHasText("seat_map")))
          .containsText("ms", new ContainsTextOptions().setTimeout(10_000));
      var paused = arrivals.filter(new Locator.FilterOptions().setHasText("route_day"));
      assertThat(paused).containsText("on the way");
      system.projections().act("route_day", "resume");
      assertThat(paused).containsText("ms");
      assertThat(agent.complaints()).isEmpty();
    } finally {
      system.projections().act("route_day", "resume");
    }
  }

  /** Cure: the board below a flight follows its day. */
  @Test
  @Order(8)
  void aFlightThatIsPutOffIsOnTheBoardOfItsNewDay() {
    var flight = "0190d1a4-6c00-7000-8000-000000000033";
    schedule(flight, "OPO");
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("flight/" + flight);
      assertThat(agent.page().locator(".board tbody")).containsText("OPO");
      assertThat(agent.page().locator(".board caption")).containsText("01 May 2031");
      var put =
          system
              .agent()
              .post(
                  "/api/flights/" + flight + "/reschedule", "{\"departure\":\"2031-05-03T07:10\"}");
      assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
      assertThat(agent.page().locator(".board caption")).containsText("03 May 2031");
      assertThat(agent.page().locator(".board tbody")).containsText("07:10");
      assertThat(agent.page().locator(".board tbody tr")).hasCount(1);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cures: the filter is in the address; the end of the log is only where it begins. */
  @Test
  @Order(9)
  void theJournalIsSearchedAndReadBackwards() {
    for (int i = 0; i < 40; i++) {
      system.agent().schedule(UUID.randomUUID(), "MAD-LEI", "2031-05-20T06:55");
    }
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      agent.open("journal");
      var events = agent.page().locator(".events > li");
      assertThat(events.last()).isVisible();
      agent.press("Earlier events");
      assertThat(events.nth(40)).isVisible();
      agent.page().getByLabel("Type").fill("no-such-event");
      assertThat(agent.page().locator(".empty")).isVisible();
      assertThat(agent.page()).hasURL(Pattern.compile(".*#/journal\\?type=no-such-event"));
      agent.page().getByLabel("Type").fill("flight-scheduled");
      assertThat(events.first()).containsText("flight-scheduled");
      agent.page().reload();
      assertThat(agent.page().getByLabel("Type")).hasValue("flight-scheduled");
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cures: labels, names, contrast, no wide content, nothing that the policy forbids. */
  @Test
  @Order(10)
  void everyViewIsForEverybody() {
    Screen.all()
        .forEach(screen -> {
          try (var stranger = browser.user(screen)) {
            assertThat(stranger.page().locator(".gate")).isVisible();
            assertThat(stranger.complaints()).isEmpty();
            stranger.press("Sign in");
            assertThat(stranger.page().locator("form")).isVisible();
            assertThat(stranger.complaints()).isEmpty();
          }
          try (var agent = browser.user(screen).signIn("agent", "")) {
            VIEWS.forEach((view, content) -> {
              assertThat(agent.open(view).page().locator(content).first()).isVisible();
              assertThat(agent.complaints()).isEmpty();
            });
          }
          try (var operator = browser.user(screen).signIn("operator", "")) {
            operator.open("projections");
            assertThat(operator.page().locator(".projection").last()).isVisible();
            assertThat(operator.complaints()).isEmpty();
          }
        });
  }

  private static Locator projection(ConsoleUser user, String name) {
    return user.page()
        .getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator seatsLeft(ConsoleUser user) {
    return user.page().locator(".board tbody tr").first().locator(".number");
  }

  private static void book(ConsoleUser user, String seat) {
    user.seat(seat).click();
    user.press("Book");
  }
}
