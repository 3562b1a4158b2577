package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.picture.HeapPicture;

/** Where the heap pictures of a run are found, and what they are; pure. */
final class Pictures {
  private Pictures() {}

  /** The address of a script's heap picture on the dashboard. */
  static String address(RunId run, BoardReport attempt, ScriptReport script) {
    return "/runs/" + run + "/pictures/" + name(attempt, script);
  }

  /** The picture of that name. */
  static Optional<String> named(List<BoardReport> attempts, String name) {
    return attempts.stream()
        .flatMap(
            attempt ->
                attempt.scripts().stream()
                    .filter(s -> s.heap().isPresent() && name(attempt, s).equals(name))
                    .map(s -> HeapPicture.of(s.heap().get(), title(attempt, s))))
        .findFirst();
  }

  private static String title(BoardReport attempt, ScriptReport script) {
    return script.script() + " on " + attempt.board();
  }

  private static String name(BoardReport attempt, ScriptReport script) {
    return "%s-%d-%s.svg"
        .formatted(attempt.job(), attempt.attempt(), script.script().value().replace('/', '.'));
  }
}
