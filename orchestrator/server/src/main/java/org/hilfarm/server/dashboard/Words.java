package org.hilfarm.server.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.wire.runapi.RunView.ScriptView;

/** How the pages put things; templates ask it too. Any thread may use it. */
public final class Words {
  static final int REASON = 2_000;
  private static final int RESETS = 50;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");
  private static final Pattern ADDRESS = Pattern.compile("/(?!/).*|https?://.*");

  private Words() {}

  static String at(Instant time) {
    return UTC.format(time);
  }

  /** No finer than anybody can foretell. */
  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  static String took(Duration time) {
    long s = Math.max(0, time.toSeconds());
    return s < 60
        ? s + " s"
        : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }

  /** Cut between two words where there is a gap to cut at, and without what a browser obeys. */
  static String bounded(String text, int limit) {
    if (text.length() <= limit) {
      return harmless(text);
    }
    int gap = text.lastIndexOf(' ', limit);
    return harmless(text.substring(0, gap > limit / 2 ? gap : limit)) + " …";
  }

  /** Nothing that is unseen and turns the text around it. */
  private static String harmless(String text) {
    return UNSEEN.matcher(text).replaceAll(" ");
  }

  /** An id in the pieces between which a line may break: behind each slash and underscore. */
  public static List<String> pieces(String id) {
    return List.of(id.split("(?<=[/_])"));
  }

  /** An address that leads somewhere, never one that runs something. */
  static Optional<String> address(Optional<String> url) {
    return url.filter(u -> ADDRESS.matcher(u).matches());
  }

  static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** What the board said of each start that fell into a script. */
  static String resets(ScriptView script) {
    String reasons =
        script.resetReasons().stream()
            .limit(RESETS)
            .map(Enum::name)
            .collect(Collectors.joining(", "));
    return reasons + script.overheard().map(o -> "; " + o).orElse("");
  }

  /** What a verdict means for the merge, in one sentence. */
  static String meaning(String verdict, List<String> reasons) {
    return switch (verdict) {
      case "mergeable" ->
          reasons.stream().anyMatch(r -> r.contains("all but known failures"))
              ? "Every required pair passed on a board proven to run exactly this build, but for"
                  + " the known failures below."
              : "Every required pair passed on a board proven to run exactly this build.";
      case "blocked" -> "The firmware is at fault; the evidence is below.";
      case "undecided" -> "It could not be tested. The merge is held until somebody acts.";
      case "cancelled" -> "Nobody wants the answer any more.";
      default -> "";
    };
  }
}
