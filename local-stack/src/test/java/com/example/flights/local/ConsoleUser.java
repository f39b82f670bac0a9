package com.example.flights.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Somebody who uses the console, and notices whatever is wrong with its pages. */
final class ConsoleUser implements AutoCloseable {

  /** What is wrong with a page for those who do not see it, or not well. */
  private static final String VIOLATIONS =
      """
      async () => {
        const found = await axe.run(document, { resultTypes: ['violations'] });
        return found.violations.map(one =>
          `${one.id}: ${one.nodes.map(node => node.target.join(' ')).join(', ')}`);
      }
      """;

  private static final String WIDER =
      "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";

  private final BrowserContext context;
  private final URI console;
  private final String axe;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private boolean provoking;

  ConsoleUser(BrowserContext context, URI console, String axe) {
    this.context = context;
    this.console = console;
    this.axe = axe;
    this.page = context.newPage();
    page.onPageError(error -> complaints.add(page.url() + " " + error));
    page.onConsoleMessage(message -> {
      var refused = provoking && message.text().contains("Failed to load resource");
      if (!refused && (message.type().equals("error") || message.type().equals("warning"))) {
        complaints.add(page.url() + " " + message.text());
      }
    });
    page.navigate(console.toString());
  }

  /** One more window of the same browser, in which nobody has signed in. */
  ConsoleUser window() {
    return new ConsoleUser(context, console, axe);
  }

  Page page() {
    return page;
  }

  /** From the first page over the issuer's and back. */
  ConsoleUser signIn(String role, String name) {
    press("Sign in");
    page.locator("input[value=" + role + "]").check();
    page.getByLabel("Name").fill(name);
    press("Sign in");
    assertThat(page.locator("#who")).containsText(name.isEmpty() ? role : name);
    return this;
  }

  /** Opens a view by its address, and waits for its heading. */
  ConsoleUser open(String view) {
    page.navigate(console.resolve("#/" + view).toString());
    try {
      assertThat(page.locator("main[data-view=" + view.split("[/?]")[0] + "] h1").first())
          .isVisible();
    } catch (AssertionError e) {
      var shown = page.locator("body").innerHTML();
      throw new AssertionError(page.url() + " shows " + shown + "\n" + complaints, e);
    }
    return this;
  }

  void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /** By its name, whatever is said of its state. */
  Locator seat(String name) {
    return page.locator(".seats .seat[aria-label^='" + name + ",']");
  }

  void slideTo(Locator slider, int value) {
    slider.evaluate(
        "(e, value) => { e.value = value; e.dispatchEvent(new Event('input')); }", value);
  }

  /** Looks at another tab, or back at this one. */
  void look(boolean away) {
    page.evaluate(
        "away => { Object.defineProperty(document, 'hidden', { value: away, configurable: true });"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        away);
  }

  /** From now on a command is going to be refused, which Chromium tells as an error. */
  void provoke() {
    provoking = true;
  }

  /** What axe, the browser's console and the width of the page have against what is shown. */
  List<String> complaints() {
    page.evaluate(axe);
    var found = new ArrayList<>(complaints);
    ((List<?>) page.evaluate(VIOLATIONS)).forEach(one -> found.add(page.url() + " " + one));
    if ((boolean) page.evaluate(WIDER)) {
      found.add(page.url() + " is wider than the screen");
    }
    return found;
  }

  @Override
  public void close() {
    context.close();
  }
}
