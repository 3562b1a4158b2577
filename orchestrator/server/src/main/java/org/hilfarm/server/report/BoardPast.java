package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.postgres.BoardRows;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.WishRows;
import org.hilfarm.wire.runapi.BoardEventView;
import org.hilfarm.wire.runapi.BoardWear;

/**
 * What is known of one board.
 *
 * @param racks all that have a board of this serial or had one; where it is now comes first
 * @param status what it is now; empty where its rack has it no more, or is long gone
 * @param work what it does now
 * @param wear what it has been through; empty where that is nothing
 * @param late what the last {@link Boards#DAYS} days tell
 * @param said what it said last while somebody watched; empty where nothing is kept
 * @param wishes what persons wanted of it, the newest first
 * @param events states and rungs, the newest first
 * @param attempts a page of them, the newest first
 * @param first whether these are the newest of all
 * @param more whether there are older ones
 */
public record BoardPast(
    StandingRows.Board board,
    List<RackId> racks,
    Optional<BoardStatus> status,
    Optional<BoardRows.Work> work,
    Optional<BoardWear> wear,
    Late late,
    String said,
    List<WishRows.Wished> wishes,
    List<BoardEventView> events,
    List<BoardRows.Attempt> attempts,
    boolean first,
    boolean more) {
  public BoardPast {
    racks = List.copyOf(racks);
    wishes = List.copyOf(wishes);
    events = List.copyOf(events);
    attempts = List.copyOf(attempts);
  }

  /**
   * What the last days tell.
   *
   * @param days those with attempts, the oldest first
   * @param strip of all days: attempts without a fault of the rack's, and with one
   * @param resets how often what made it start
   * @param scripts those that failed
   */
  public record Late(
      List<BoardRows.Day> days,
      List<Past.Cell> strip,
      List<BoardRows.Resets> resets,
      List<BoardRows.Script> scripts) {
    public Late {
      days = List.copyOf(days);
      strip = List.copyOf(strip);
      resets = List.copyOf(resets);
      scripts = List.copyOf(scripts);
    }
  }
}
