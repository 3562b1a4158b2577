package org.hilfarm.model.plan;

import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;

/**
 * A script that failed, once more: on a sibling board, or in turn with the baseline on the very
 * board where it failed. It never counts as a pass of what the run requires; it says whose fault a
 * failure is.
 *
 * @param work which image, and the scripts that failed
 * @param part which of the runs of its series
 * @param of the job whose attempt failed
 * @param attempt which of its attempts
 * @param rack where the board is
 * @param board which board; no other will do
 * @param baseline where the image was proven; empty where it is the run's own
 */
public record Rerun(
    PlannedJob work,
    Part part,
    JobId of,
    int attempt,
    RackId rack,
    BoardSerial board,
    Optional<RunId> baseline) {

  /** The runs of a series. The first three follow each other; the sibling's is beside them. */
  public enum Part {
    /** The baseline where this build failed. */
    BASE("base"),
    /** This build there again. */
    BUILD("build"),
    /** The baseline there again. */
    BASE_AGAIN("again"),
    /** This build on another board of the type. */
    SIBLING("sibling");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    /** Whether it runs the image that is tested. */
    public boolean ofBuild() {
      return this == BUILD || this == SIBLING;
    }
  }

  /** The same for the same part of the same series, so that it is planned once. */
  public static JobId id(JobId of, int attempt, Part part) {
    return new JobId("%s-r%d-%s".formatted(of, attempt, part.word));
  }

  /** Whether both are of one series. */
  public boolean besides(Rerun other) {
    return of.equals(other.of) && attempt == other.attempt;
  }

  /** What it runs, in words. */
  public String imageName() {
    return baseline.map(b -> "the " + new Baseline(b, work.image())).orElse("this build");
  }

  @Override
  public String toString() {
    return "rerun of attempt %d of job %s with %s on %s"
        .formatted(
            attempt, of, imageName(), part == Part.SIBLING ? "board " + board : "the same board");
  }
}
