package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.ScriptId;

/**
 * {@code replay.json} of a bundle to replay: what one attempt at one script was made of, and how it
 * ended. Files are named as they lie in the bundle.
 *
 * @param format of this file; {@value #FORMAT}
 * @param commit the farm's commit that script and library are from
 * @param seed fixed the nonces of the attempt; in decimal, since it is larger than JavaScript's
 *     numbers
 * @param outcome {@code passed}, {@code failed}, {@code skipped} or {@code not-run}
 * @param reason why it did not pass
 */
public record ReplayFile(
    int format,
    RunId run,
    String build,
    JobId job,
    int attempt,
    Instant started,
    String commit,
    String seed,
    Board board,
    Image image,
    ScriptFile script,
    String library,
    String outcome,
    Optional<String> reason) {
  /** The only one there is. */
  public static final int FORMAT = 1;

  /**
   * Where it ran.
   *
   * @param emulated whether the board was a program that plays its chip
   */
  public record Board(
      BoardSerial serial, BoardTypeId type, String typeName, RackId rack, boolean emulated) {}

  /**
   * What the board ran.
   *
   * @param file empty where the farm does not keep it any more
   * @param banner what a board that runs it says
   */
  public record Image(
      Optional<String> file, Sha256 digest, long bytes, Firmware firmware, String banner) {}

  /** What was run on it. */
  public record ScriptFile(ScriptId id, String file, Sha256 digest) {}
}
