package org.hilfarm.drivers.reset;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number at the front of a firmware's version; MicroPython writes {@code v1.18} for 1.18.0.
 * What follows it (a beta, commits since a tag) is left out: behaviour is looked up by release.
 */
record Version(int major, int minor, int patch) implements Comparable<Version> {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?=v|\\d+\\.\\d+\\.)v?(\\d{1,3})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:$|[-.+].*)");
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);

  /** Empty where the text does not begin with three numbers, such as a bare commit. */
  static Optional<Version> in(String text) {
    Matcher m = SHAPE.matcher(text);
    return m.matches()
        ? Optional.of(
            new Version(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                m.group(3) == null ? 0 : Integer.parseInt(m.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
