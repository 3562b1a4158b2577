package org.hilfarm.server.postgres;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.github.gate.GateHead;

/**
 * A check at GitHub: what it is to say, and what GitHub has of it.
 *
 * @param id the row's
 * @param head which commit
 * @param name the check's name; there is one of each at a commit
 * @param boardType the type of board it is about; empty: it is the gate
 * @param intent what it is to say
 * @param asked since when
 * @param edition which one, from 1: a check that had concluded and was opened again is another
 * @param fence grows with each who sends it
 * @param now what the database's clock says
 * @param sent what GitHub has of this edition
 */
public record CheckRow(
    long id,
    GateHead head,
    String name,
    Optional<BoardTypeId> boardType,
    CheckIntent intent,
    Instant asked,
    int edition,
    long fence,
    Instant now,
    Sent sent) {

  /**
   * What GitHub has taken.
   *
   * @param checkRun GitHub's number; empty until it is known
   * @param digest of what was sent last
   * @param status GitHub's word
   * @param conclusion GitHub's word, where it has concluded
   * @param at when that was
   * @param annotated how many annotations it has
   * @param tries in vain since
   * @param trouble why the last one was
   */
  public record Sent(
      Optional<Long> checkRun,
      Optional<String> digest,
      Optional<String> status,
      Optional<String> conclusion,
      Optional<Instant> at,
      int annotated,
      int tries,
      Optional<String> trouble) {}

  /** What GitHub is told to know it again by, beside its name and its commit. */
  public String externalId() {
    return "hil-%d-%s-%d".formatted(head.repositoryId(), head.sha().substring(0, 12), edition);
  }
}
