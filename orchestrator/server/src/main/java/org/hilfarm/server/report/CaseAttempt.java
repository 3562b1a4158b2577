package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.postgres.RunRow;

/**
 * One attempt at a case.
 *
 * @param work what the board had to do: which image, which scripts
 * @param report the whole attempt, settled by its controls
 * @param script what it tells of the case's script
 * @param number which of the case's attempts, from 1
 * @param seed what fixed the random choices of the farm's attempts then; empty where none was kept
 * @param tries all of them, the newest first
 */
public record CaseAttempt(
    CaseId id,
    RunRow run,
    PlannedJob work,
    BoardReport report,
    ScriptReport script,
    int number,
    Optional<Long> seed,
    List<Try> tries) {
  public CaseAttempt {
    tries = List.copyOf(tries);
  }

  /**
   * One of a case's attempts, as a list shows it.
   *
   * @param title whether it is one of the plan's own, a control or a rerun, and of which round
   * @param outcome passed or failed, or open where the rack or the farm came between
   */
  public record Try(int number, String title, String outcome) {}

  /** The attempt's file of this name. */
  public Optional<Attachment> file(String name) {
    return report.attachments().stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /** Where its page is. */
  public String address() {
    return id.address(number);
  }

  /** Where its script's picture is; empty where there is nothing to draw. */
  public Optional<String> picture() {
    return Optional.of(script)
        .filter(Pictures::has)
        .map(s -> Pictures.address(id.run(), report, s));
  }
}
