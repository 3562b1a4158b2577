package org.hilfarm.server.allure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.server.verdict.Verdicts;

/**
 * Which attempt the answer to a pair rests on, weighed as the verdict weighs them: the first that
 * blames the firmware, else the first that blames the script, else the first pass, else the last.
 *
 * <p>Allure takes all results with one history id for one test, shows the one that started last and
 * hides the others behind it (allure-generator 2.34, {@code RetryPlugin}). So only the telling
 * attempt, and what came before it on the same board, has the pair's id; every other attempt is a
 * row of its own. Each round of a soak is a row of its own as well, and compares with the same
 * round of earlier soaks.
 */
final class Telling {
  private static final int TROUBLE = 3;

  private final Map<Asked, Tried> telling = new HashMap<>();
  private final FinishedRun run;

  /** A pair, in a soak once for each round. */
  private record Asked(Requirement pair, Optional<Round> round) {}

  private record Tried(BoardReport attempt, ScriptReport script, int rank) {}

  Telling(FinishedRun run) {
    this.run = run;
    for (BoardReport attempt : deciding(run)) {
      for (ScriptReport script : attempt.scripts()) {
        List<Reason> against = Verdicts.against(run.plan(), attempt, script.script());
        telling.merge(
            asked(attempt, script),
            new Tried(attempt, script, rank(against)),
            (before, now) -> outweighs(now, before) ? now : before);
      }
    }
  }

  private static List<BoardReport> deciding(FinishedRun run) {
    return run.attempts().stream()
        .filter(a -> run.beside(a).isEmpty() && !run.preflight(a))
        .toList();
  }

  private static boolean outweighs(Tried now, Tried before) {
    return now.rank < before.rank || (now.rank == TROUBLE && before.rank == TROUBLE);
  }

  private static int rank(List<Reason> against) {
    if (against.isEmpty()) {
      return 2;
    }
    return against.stream().map(Reason::blame).mapToInt(Telling::rank).min().orElse(TROUBLE);
  }

  private static int rank(Blame blame) {
    return switch (blame) {
      case FIRMWARE -> 0;
      case SCRIPT -> 1;
      case RACK, FARM, NOBODY -> TROUBLE;
    };
  }

  /** What sets a result apart from the pair's own; empty where it is that or a try before it. */
  Optional<String> apart(BoardReport attempt, ScriptReport script) {
    Tried rests = telling.get(asked(attempt, script));
    boolean pairs =
        rests == null
            || (rests.script.equals(script) && rests.attempt.equals(attempt))
            || (rests.attempt.board().equals(attempt.board())
                && script.started().isBefore(rests.script.started()));
    Optional<String> round = run.round(attempt).map(r -> "round " + r.number());
    return pairs
        ? round
        : Optional.of(
            round.map(r -> r + ", ").orElse("")
                + "attempt %d on %s".formatted(attempt.attempt(), attempt.board()));
  }

  private Asked asked(BoardReport attempt, ScriptReport script) {
    return new Asked(new Requirement(attempt.boardType(), script.script()), run.round(attempt));
  }
}
