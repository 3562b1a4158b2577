package org.hilfarm.model.verdict;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.ScriptId;

/**
 * A failure that somebody knows of and looks after; one entry of {@code
 * board-configs/known-failures.yaml}. The script still runs and is shown; as long as the entry is
 * in force its failure does not hold a merge.
 *
 * @param script which script fails
 * @param boards on which types of board
 * @param owner who looks after it
 * @param issue the address of the issue where that is done
 * @param until the last day it is in force
 * @param fault the only kind of fault it is about; empty: any of the firmware's or the script's
 */
public record KnownFailure(
    ScriptId script,
    SortedSet<BoardTypeId> boards,
    String owner,
    String issue,
    LocalDate until,
    Optional<FaultKind> fault) {
  public KnownFailure {
    boards = Collections.unmodifiableSortedSet(new TreeSet<>(boards));
  }

  /** Whether it is about this pair. */
  public boolean about(Requirement pair) {
    return script.equals(pair.script()) && boards.contains(pair.boardType());
  }

  /** Whether it is in force on this day. */
  public boolean inForce(LocalDate day) {
    return !day.isAfter(until);
  }

  /** Who, where and how long, in words. */
  public String words() {
    return "owner %s, %s, until %s".formatted(owner, issue, until);
  }
}
