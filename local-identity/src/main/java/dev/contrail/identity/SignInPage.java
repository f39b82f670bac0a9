package dev.contrail.identity;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Asks who wants to sign in, and goes on with the request that brought him here. */
@RestController
final class SignInPage {

  private static final Set<String> ANSWERS = Set.of(DemoSignIn.ROLE, DemoSignIn.SUBJECT);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Sign in · local identity</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/sign-in.css">
      </head>
      <body>
        <main>
          <p class="sign" aria-hidden="true">ID</p>
          <h1>Who are you today?</h1>
          <p>This is the issuer for local runs: it believes everybody and checks nothing.</p>
          <form action="%s" method="get">
            %s
            <fieldset>
              <legend>Role</legend>
              %s
            </fieldset>
            <label class="name">Name
              <input name="subject" pattern="[A-Za-z0-9._\\-]{1,64}" maxlength="64" autocomplete="off" spellcheck="false" aria-describedby="hint">
            </label>
            <p id="hint" class="hint">A customer books for himself, under this name. Empty: the role’s name.</p>
            <button>Sign in</button>
          </form>
        </main>
      </body>
      </html>
      """;

  private static final String ROLE =
      """
      <label class="role"><input type="radio" name="role" value="%1$s" required%3$s> <span><b>%1$s</b> <small>%2$s</small></span></label>
      """;

  private static final String HIDDEN = "<input type=\"hidden\" name=\"%s\" value=\"%s\">";

  private final Map<String, Set<String>> roles;

  /**
   * @param roles with their scopes
   */
  SignInPage(Map<String, Set<String>> roles) {
    this.roles = new TreeMap<>(roles);
  }

  @GetMapping(path = "/sign-in", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String page(@RequestParam MultiValueMap<String, String> request) {
    return PAGE.formatted(DemoSignIn.AUTHORIZE, hidden(request), choices());
  }

  /** What was asked for, to be asked for again. */
  private static String hidden(MultiValueMap<String, String> request) {
    var fields = new StringBuilder();
    request.forEach((name, values) -> {
      if (!ANSWERS.contains(name)) {
        values.forEach(value ->
            fields.append(
                HIDDEN.formatted(HtmlUtils.htmlEscape(name), HtmlUtils.htmlEscape(value))));
      }
    });
    return fields.toString();
  }

  private String choices() {
    var choices = new StringBuilder();
    roles.forEach((role, scopes) ->
        choices.append(
            ROLE.formatted(
                HtmlUtils.htmlEscape(role),
                HtmlUtils.htmlEscape(String.join(" · ", scopes)),
                choices.isEmpty() ? " checked" : "")));
    return choices.toString();
  }
}
