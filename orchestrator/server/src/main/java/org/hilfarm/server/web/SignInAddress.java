package org.hilfarm.server.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where people sign in, and where they go on from there: never away from the farm. */
public final class SignInAddress {
  /** The page. */
  public static final String PATH = "/sign-in";

  private static final int LONGEST = 1000;

  /** A path, and no name of a host before it, however a browser reads that. */
  private static final Pattern OWN = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");

  private SignInAddress() {}

  /** Whether who asks is a browser that shows pages, and has said nothing of who that is. */
  static boolean helps(Context context) {
    boolean looks =
        context.method().equals(HandlerType.GET) || context.method().equals(HandlerType.HEAD);
    boolean shows =
        Optional.ofNullable(context.header("Accept"))
            .map(accept -> accept.contains("text/html"))
            .orElse(false);
    return looks
        && shows
        && context.header("Authorization") == null
        && !context.path().startsWith("/api/");
  }

  /** The sign-in that leads back to what was asked for. */
  static String from(Context context) {
    String query = Optional.ofNullable(context.queryString()).map(q -> "?" + q).orElse("");
    return PATH + "?next=" + URLEncoder.encode(context.path() + query, StandardCharsets.UTF_8);
  }

  /** Where to go on: what was said, where that is a page of this farm; else the first page. */
  public static String next(Optional<String> said) {
    return said.filter(s -> s.length() <= LONGEST)
        .filter(s -> OWN.matcher(s).matches())
        .filter(s -> !s.startsWith(PATH))
        .orElse("/");
  }
}
