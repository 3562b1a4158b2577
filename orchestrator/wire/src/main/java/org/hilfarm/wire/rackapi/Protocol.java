package org.hilfarm.wire.rackapi;

import java.util.Optional;

/**
 * The version of what agents and farms say to each other. An agent says its own in a header of
 * every request; a farm answers one it does not speak with 426 and what to do.
 */
public final class Protocol {
  /** The header with the version, a whole number. */
  public static final String HEADER = "Hil-Protocol";

  /** The version spoken here. 2: every request names it, and a hello names who holds the rack. */
  public static final int CURRENT = 2;

  /** The oldest version a farm still answers. */
  public static final int OLDEST = 2;

  /** The status of an answer to a version that is not spoken. */
  public static final int NOT_SPOKEN = 426;

  private static final int LONGEST = 9;
  private static final String UPDATE_AGENT =
      "update HIL Farm on the rack's host to the version that the farm runs, and start the agent"
          + " again";

  private Protocol() {}

  /** Why this header's agent cannot be answered and what to do; empty where it can. */
  public static Optional<String> problem(Optional<String> header) {
    if (header.isEmpty()) {
      return Optional.of(
          "the agent does not say which version of the protocol it speaks, so it is older than"
              + " this farm (protocol %d): %s".formatted(CURRENT, UPDATE_AGENT));
    }
    String text = header.get().strip();
    if (!text.matches("[0-9]{1," + LONGEST + "}")) {
      return Optional.of(
          "%s: \"%s\" is no version of the protocol; this farm speaks %d"
              .formatted(HEADER, shown(text), CURRENT));
    }
    return problem(Integer.parseInt(text));
  }

  /** The same for a version in a message. */
  public static Optional<String> problem(int version) {
    if (version < OLDEST) {
      return Optional.of(
          "the agent speaks protocol %d, this farm %d to %d: %s"
              .formatted(version, OLDEST, CURRENT, UPDATE_AGENT));
    }
    if (version > CURRENT) {
      return Optional.of(
          "the agent speaks protocol %d, this farm only up to %d: update the farm first, or run the farm's own version of HIL Farm on the rack's host"
              .formatted(version, CURRENT));
    }
    return Optional.empty();
  }

  private static String shown(String text) {
    return text.substring(0, Math.min(20, text.length())).replaceAll("[^\\x20-\\x7e]", ".");
  }
}
