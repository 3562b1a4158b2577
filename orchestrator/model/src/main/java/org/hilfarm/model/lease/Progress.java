package org.hilfarm.model.lease;

/**
 * How far an attempt is; for people, nothing is decided by it.
 *
 * @param stage what is being done
 * @param percent of the image written, while flashing; else of the scripts
 * @param scriptNumber counts from 1; 0 before the first script
 * @param scriptCount how many scripts there are
 * @param doing in words, such as the script's name
 */
public record Progress(Stage stage, int percent, int scriptNumber, int scriptCount, String doing) {
  /** The stations of an attempt. */
  public enum Stage {
    WAITING,
    FLASHING,
    PROVING,
    TESTING,
    REPORTING,
    DONE
  }

  /** Nothing has begun. */
  public static Progress waiting(int scriptCount) {
    return new Progress(Stage.WAITING, 0, 0, scriptCount, "waiting for a board");
  }
}
