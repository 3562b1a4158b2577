package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.picture.HeapPicture;
import org.hilfarm.server.picture.PowerPicture;

/**
 * Where the pictures of a run are found, and what they are: one a script, of its heap or else of
 * what the board drew. Pure.
 */
final class Pictures {
  private Pictures() {}

  /** The address of a script's picture on the dashboard. */
  static String address(RunId run, BoardReport attempt, ScriptReport script) {
    return "/runs/" + run + "/pictures/" + name(attempt, script);
  }

  /** The picture of that name. */
  static Optional<String> named(List<BoardReport> attempts, String name) {
    return attempts.stream()
        .flatMap(
            attempt ->
                attempt.scripts().stream()
                    .filter(s -> has(s) && name(attempt, s).equals(name))
                    .map(s -> drawn(s, title(attempt, s))))
        .findFirst();
  }

  /** Whether there is something to draw of a script. */
  static boolean has(ScriptReport script) {
    return script.heap().isPresent() || script.power().isPresent();
  }

  private static String drawn(ScriptReport script, String title) {
    return script
        .heap()
        .map(heap -> HeapPicture.of(heap, title))
        .orElseGet(() -> PowerPicture.of(script.power().orElseThrow(), title));
  }

  private static String title(BoardReport attempt, ScriptReport script) {
    return script.script() + " on " + attempt.board();
  }

  private static String name(BoardReport attempt, ScriptReport script) {
    return "%s-%d-%s.svg"
        .formatted(attempt.job(), attempt.attempt(), script.script().value().replace('/', '.'));
  }
}
