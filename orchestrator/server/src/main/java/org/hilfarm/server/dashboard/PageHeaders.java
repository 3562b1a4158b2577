package org.hilfarm.server.dashboard;

import java.util.Map;
import java.util.regex.Pattern;

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
          + "img-src 'self' data:; font-src 'self' data:; frame-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  /** A file that came from a board: nothing in it runs, wherever it is opened. */
  private static final String SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'self'";

  /** A picture the farm has drawn: it may style itself, and nothing in it runs. */
  private static final String PICTURE =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

  /** As a policy can name it; one of IPv6's addresses it cannot. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?");

  private PageHeaders() {}

  /** For the farm's own page that has the terminal in a frame. */
  static Map<String, String> withTerminal() {
    return with(PAGE + "; frame-src 'self'; worker-src 'self'");
  }

  /**
   * For the terminal itself: without an origin, and nothing that it is not made of. It styles
   * itself.
   */
  static Map<String, String> terminal(Terminal terminal) {
    return with(
        "default-src 'none'; script-src "
            + terminal.scripts()
            + "; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors"
            + " 'self'; sandbox allow-scripts");
  }

  /** For the farm's own pages and assets. */
  public static Map<String, String> page() {
    return with(PAGE);
  }

  static Map<String, String> report() {
    return with(REPORT + "; connect-src 'self'");
  }

  /**
   * The same for a report that lies in this folder of this host. Should something run in it all the
   * same, it can send requests nowhere else, and a page of the farm that it opens knows nothing of
   * it, since that has another opener policy.
   *
   * @param host as the browser calls the farm, with its port
   * @param folder with a slash at the end
   */
  static Map<String, String> report(String host, String folder) {
    String own = HOST.matcher(host).matches() ? host + folder : "'self'";
    var headers = new java.util.TreeMap<>(with(REPORT + "; connect-src " + own));
    headers.put("Cross-Origin-Opener-Policy", "unsafe-none");
    return Map.copyOf(headers);
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
