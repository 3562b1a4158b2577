package org.hilfarm.server.github.check;

/**
 * How GitHub is told.
 *
 * @param door by which
 * @param pace how often
 * @param farm where people find the farm, without a slash at the end
 * @param perBoard whether each type of board has a check of its own beside the gate
 */
public record CheckSettings(CheckDoor door, Pace pace, String farm, boolean perBoard) {
  public CheckSettings {
    if (!farm.matches("https?://[^\\s/?#@]+(/[^\\s?#]*[^\\s?#/])?")) {
      throw new IllegalArgumentException(
          "the farm's address for people must be one without a slash at its end, such as"
              + " https://farm.example, not \"%s\"".formatted(farm));
    }
  }
}
