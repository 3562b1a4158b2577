package org.hilfarm.server.github.check;

/**
 * How GitHub is told.
 *
 * @param door by which
 * @param pace how often
 * @param farm where people find the farm, without a slash at the end; empty: where the orchestrator
 *     itself answers
 * @param perBoard whether each type of board has a check of its own beside the gate
 */
public record CheckSettings(CheckDoor door, Pace pace, String farm, boolean perBoard) {
  public CheckSettings {
    if (!farm.isEmpty() && !farm.matches("https?://[^\\s/?#@]+(/[^\\s?#]*[^\\s?#/])?")) {
      throw new IllegalArgumentException(
          "the farm's address for people must be one without a slash at its end, such as"
              + " https://farm.example, not \"%s\"".formatted(farm));
    }
  }

  /** The same of an orchestrator that answers there. */
  public CheckSettings answering(String own) {
    return farm.isEmpty() ? new CheckSettings(door, pace, own, perBoard) : this;
  }
}
