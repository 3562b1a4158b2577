package org.hilfarm.model.plan;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which pull request a run tests, and at which commit. GitHub does not tell the case of a
 * repository's name or of a commit apart, so both are kept in small letters.
 *
 * @param repository {@code owner/name}
 * @param number counts from 1
 * @param commit 7 to 64 hexadecimal digits
 */
public record PullRequest(String repository, int number, String commit) {
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,38}/[a-z0-9._-]{1,100}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
  private static final int HIGHEST = 100_000_000;
  private static final int SHOWN = 80;
  private static final int BRIEF = 10;

  public PullRequest {
    repository = repository.toLowerCase(Locale.ROOT);
    commit = commit.toLowerCase(Locale.ROOT);
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new IllegalArgumentException(
          "repository: must be OWNER/NAME as GitHub spells it, such as adafruit/circuitpython, not \"%s\""
              .formatted(shown(repository)));
    }
    if (number < 1 || number > HIGHEST) {
      throw new IllegalArgumentException(
          "pull-request: must be 1 to %d, not %d".formatted(HIGHEST, number));
    }
    if (!COMMIT.matcher(commit).matches()) {
      throw new IllegalArgumentException(
          "commit: must be 7 to 64 hexadecimal digits, not \"%s\"".formatted(shown(commit)));
    }
  }

  private static String shown(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable;
  }

  /** The commit's first digits, as people say it. */
  public String brief() {
    return commit.substring(0, Math.min(BRIEF, commit.length()));
  }

  /** Whatever commit: the same for all of its runs, {@code adafruit/circuitpython#10432}. */
  public String name() {
    return repository + "#" + number;
  }

  @Override
  public String toString() {
    return name() + " at " + brief();
  }
}
