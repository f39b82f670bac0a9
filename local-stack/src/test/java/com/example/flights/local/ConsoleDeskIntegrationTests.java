package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.flights.local.Browser.Screen;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What staff and passengers do all day, some of them without a mouse. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleDeskIntegrationTests {

  private static final String DAY = "2031-06-01";
  private static final String FLIGHT = "0190d1a4-6c00-7000-8000-000000000061";
  private static final String OTHER = "0190d1a4-6c00-7000-8000-000000000062";

  private RunningSystem system;
  private Browser browser;

  @BeforeAll
  void start(RunningSystem system) {
    this.system = system;
    browser = Browser.start(system.console());
    for (var id : new String[] {FLIGHT, OTHER}) {
      var answer = system.agent().schedule(id, "OSL-BGO", DAY + "T06:55");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Cures: one seat takes the focus and arrows move it; what replaces a form takes it over. */
  @Test
  void aSeatIsBookedAndGivenBackWithoutAMouse() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("flight/" + FLIGHT).page();
      page.locator(".seats .seat[tabindex='0']").focus();
      var keys = page.keyboard();
      keys.press("ArrowRight");
      keys.press("Enter");
      var seat = page.locator(".desk").getByLabel("Seat").inputValue();
      assertThat(seat).matches("[1-9][0-9]*[A-F]");
      page.getByLabel("Passenger").fill("dora");
      page.getByLabel("Name").focus();
      keys.press("Enter");
      assertThat(agent.seat(seat)).hasAttribute("aria-label", seat + ", booked by dora");
      assertThat(page.locator(".desk h2")).containsText("Seat " + seat);
      assertThat(page.locator(".desk :focus")).hasCount(1);
      keys.press("Tab");
      assertThat(page.locator(".desk button:focus")).containsText("Cancel the booking");
      keys.press("Enter");
      assertThat(agent.seat(seat)).hasAttribute("aria-label", seat + ", free");
      assertThat(page.locator(".desk :focus")).hasCount(1);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: without the time of a version there is no board of that time, so none is shown. */
  @Test
  void whoLooksBackIsNotShownTheBoardOfToday() {
    try (var passenger = browser.user(Screen.PHONE).signIn("customer", "emil")) {
      var page = passenger.open("flight/" + OTHER).page();
      page.getByLabel("Name").fill("Emil");
      passenger.seat("9C").click();
      passenger.press("Book");
      assertThat(passenger.seat("9C")).hasAttribute("aria-label", "9C, yours");
      assertThat(page.locator(".board")).isVisible();
      passenger.slideTo(page.locator(".timeline input[type=range]"), 1);
      assertThat(passenger.seat("9C")).hasAttribute("aria-label", "9C, free");
      assertThat(page.locator(".board")).isHidden();
      assertThat(passenger.complaints()).isEmpty();
      passenger.press("Back to now");
      assertThat(passenger.seat("9C")).hasAttribute("aria-label", "9C, yours");
      assertThat(page.locator(".board")).isVisible();
      assertThat(passenger.complaints()).isEmpty();
    }
  }

  @Test
  void aFlightIsScheduledPutOffAndSeenOff() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("board?day=" + DAY).page();
      fly(page, "SVG", "TRD");
      assertThat(page.locator(".route")).containsText("TRD");
      page.getByLabel("New departure").fill(DAY + "T11:15");
      agent.press("Reschedule");
      assertThat(page.locator(".when")).containsText("11:15");
      page.getByLabel("Minutes late").fill("7");
      agent.press("Depart");
      assertThat(page.locator(".status-line")).containsText("Left 7 min late");
      assertThat(page.locator(".operations")).isHidden();
      assertThat(page.locator(".desk")).containsText("Closed");

      agent.open("board?day=" + DAY);
      fly(page, "SVG", "AES");
      page.getByLabel("Reason").fill("fog");
      agent.press("Cancel the flight");
      assertThat(page.locator(".status-line")).containsText("Cancelled: fog");
      assertThat(agent.complaints()).isEmpty();
    }
  }

  private static void fly(Page page, String from, String to) {
    var form = page.locator("form.panel").filter(new Locator.FilterOptions().setHasText("Miles"));
    form.getByLabel("From").fill(from);
    form.getByLabel("To").fill(to);
    form.getByLabel("Departure").fill(DAY + "T09:30");
    form.locator("button").click();
    assertThat(page.locator("main[data-view=flight] h1").first()).isVisible();
  }

  /** Cure: positions are moments, and a list can be asked how it was. */
  @Test
  void theBoardIsShownAsItWas() {
    var another = DAY.replace("-01", "-02");
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("board?day=" + another).page();
      var rows = page.locator(".board tbody tr");
      assertThat(page.locator(".board-state")).hasText("live");
      assertThat(rows).hasCount(0);
      var answer = system.agent().schedule(UUID.randomUUID(), "OSL-BGO", another + "T06:55");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(rows).hasCount(1);
      var slider = page.locator(".rewind input[type=range]");
      agent.slideTo(slider, Integer.parseInt(slider.getAttribute("max")) - 1);
      assertThat(page.locator(".board-state")).hasText("not live");
      assertThat(rows).hasCount(0);
      assertThat(agent.complaints()).isEmpty();
      agent.press("Back to now");
      assertThat(page.locator(".board-state")).hasText("live");
      assertThat(rows).hasCount(1);
    }
  }

  /** Cure: its stream is left before it could be refused, and the address names it no more. */
  @Test
  void aWatchThatIsDeletedWhileItIsShownIsGone() {
    try (var agent = browser.user(Screen.DESK).signIn("agent", "")) {
      var page = agent.open("watches").page();
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Short lived");
      page.getByLabel("Event types").fill("flight-cancelled");
      agent.press("Watch");
      assertThat(page.locator(".matches h2")).containsText("Short lived");
      assertThat(page).hasURL(Pattern.compile(".*#/watches/.+"));
      agent.press("Delete the watch Short lived");
      assertThat(page).hasURL(Pattern.compile(".*#/watches$"));
      assertThat(page.locator(".matches h2")).hasCount(0);
      assertThat(
              page.locator(".card").filter(new Locator.FilterOptions().setHasText("Short lived")))
          .hasCount(0);
      assertThat(page.locator("[role=alert]")).hasCount(0);
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** Cure: of a table of generations only the figures change. */
  @Test
  void theFocusStaysWhereItIsWhileEventsComeIn() {
    try (var operator = browser.user(Screen.DESK).signIn("operator", "")) {
      var page = operator.open("projections").page();
      var card = with(page.locator(".projection"), "seat_map");
      var old = system.projections().live("seat_map");
      with(card.locator("button"), "Rebuild").focus();
      page.keyboard().press("Enter");
      await().until(() -> !old.equals(system.projections().live("seat_map")));
      var rebuilt = system.projections().live("seat_map");
      assertThat(with(card.locator("h3"), rebuilt)).containsText("switched");
      var row = with(card.locator(".generations tr"), rebuilt);
      assertThat(row).containsText("yes");
      var drop = with(card.locator(".generations tr"), old).locator("button");
      drop.focus();
      var position = row.locator("td").nth(3);
      var before = position.textContent();
      var booked = system.agent().book(FLIGHT, "30A", "gil", "Gil");
      assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
      assertThat(position).not().hasText(before);
      assertThat(drop).isFocused();
      page.keyboard().press("Enter");
      assertThat(drop).hasCount(0);
      assertThat(card.locator(":focus")).hasCount(1);
      assertThat(operator.complaints()).isEmpty();
    }
  }

  private static Locator with(Locator locator, String text) {
    return locator.filter(new Locator.FilterOptions().setHasText(text));
  }
}
