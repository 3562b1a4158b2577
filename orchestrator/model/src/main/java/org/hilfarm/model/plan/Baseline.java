package org.hilfarm.model.plan;

import org.hilfarm.model.build.Image;

/**
 * The image that the farm holds to be good on a type of board: that of its newest mergeable run
 * that was submitted as a baseline.
 *
 * @param run where it was proven
 * @param image what it is, and by that for which boards
 */
public record Baseline(RunId run, Image image) {
  @Override
  public String toString() {
    return "baseline %s of run %s".formatted(image.banner().version(), run);
  }
}
