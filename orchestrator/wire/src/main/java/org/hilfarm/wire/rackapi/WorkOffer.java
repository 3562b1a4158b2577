package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.Script;

/**
 * Work for one board, complete: an agent needs nothing else but the image's bytes.
 *
 * @param lease the right to use the board, with its fencing token
 * @param leaseMillis how long it lasts from now
 * @param run whose work it is
 * @param boardType what the farm knows of the board
 * @param image what to flash; its bytes are an artifact by digest
 * @param scripts what to run, in order, from the farm's own pinned commit, or upstream tests that
 *     came with the build
 * @param library the source of {@code hil.py}
 * @param seed fixes every random choice of this attempt
 */
public record WorkOffer(
    Lease lease,
    long leaseMillis,
    RunId run,
    BoardType boardType,
    Image image,
    List<Script> scripts,
    String library,
    long seed) {
  public WorkOffer {
    scripts = List.copyOf(scripts);
  }
}
