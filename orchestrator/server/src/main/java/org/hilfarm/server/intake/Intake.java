package org.hilfarm.server.intake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;

/**
 * Reads a submission as CircuitPython's CI leaves it: {@code
 * <board_id>/<lang>/adafruit-circuitpython-<board_id>-<lang>-<version>.uf2|bin}, the files flat, an
 * archive of either, or a folder of archives. Names that are no en_US image are ignored, but for
 * UF2 files that hold a MicroPython for one of the farm's boards. The same rules run before an
 * upload and after it. Pure but for reading; any thread may use it.
 */
public final class Intake {
  private Intake() {}

  /** Reads a folder, an archive or one image; throws with every broken rule at once. */
  public static Intaken read(Path source, Map<BoardTypeId, BoardType> types)
      throws BadSubmissionException {
    return read(List.of(new Upload(String.valueOf(source.getFileName()), source)), types, Set.of());
  }

  /**
   * Reads several.
   *
   * @param wanted the only board types to look at; none: all
   */
  public static Intaken read(
      List<Upload> uploads, Map<BoardTypeId, BoardType> types, Set<BoardTypeId> wanted)
      throws BadSubmissionException {
    Arrival arrival = new Arrival(types, wanted);
    uploads.forEach(arrival::local);
    return arrival.finish();
  }
}
