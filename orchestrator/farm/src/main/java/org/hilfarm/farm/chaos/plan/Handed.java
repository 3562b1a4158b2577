package org.hilfarm.farm.chaos.plan;

import java.util.List;

/**
 * A build that is handed in.
 *
 * @param atMillis when, from the beginning of the strikes; the baseline comes before them
 * @param name begins with {@code good}, {@code regressed} or {@code baseline}
 * @param good whether nothing is wrong with it
 * @param baseline whether its images become what the farm holds to be good
 * @param boards the types of boards it is for
 * @param imageSeed tells its images from those of other builds
 */
public record Handed(
    long atMillis,
    String name,
    boolean good,
    boolean baseline,
    List<String> boards,
    long imageSeed) {
  public Handed {
    boards = List.copyOf(boards);
  }
}
