package org.hilfarm.server.dashboard;

import java.util.Map;

/** What a browser is told beside the bytes, so that it does nothing a page does not need. */
public final class PageHeaders {
  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** Allure 2 styles itself inline and shows attachments in frames of its own. */
  private static final String REPORT =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  /** A file that came from a board: nothing in it runs, wherever it is opened. */
  private static final String SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'self'";

  /** A picture the farm has drawn: it may style itself, and nothing in it runs. */
  private static final String PICTURE =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

  private PageHeaders() {}

  /** For the farm's own pages and assets. */
  public static Map<String, String> page() {
    return with(PAGE);
  }

  static Map<String, String> report() {
    return with(REPORT);
  }

  static Map<String, String> attachment() {
    return with(SANDBOX);
  }

  static Map<String, String> picture() {
    return with(PICTURE);
  }

  private static Map<String, String> with(String policy) {
    var headers = new java.util.TreeMap<>(ALWAYS);
    headers.put("Content-Security-Policy", policy);
    return Map.copyOf(headers);
  }
}
