package dev.contrail.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/**
 * What browsers and caches are told about answers that no controller has made: nothing in them is
 * to be run, framed, kept or guessed at.
 */
public final class GuardHeaders {

  /** For answers that are data. */
  public static final String POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> ALL =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Referrer-Policy", "no-referrer",
          "Content-Security-Policy", POLICY);

  private GuardHeaders() {}

  /** Before the body is written. */
  public static void set(HttpServletResponse response) {
    ALL.forEach(response::setHeader);
  }
}
