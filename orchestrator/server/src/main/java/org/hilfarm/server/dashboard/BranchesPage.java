package org.hilfarm.server.dashboard;

import java.util.List;
import org.hilfarm.server.postgres.BranchRows;

/**
 * What the page of all standing reports shows.
 *
 * @param lines the branch of the newest run first
 * @param more whether there are more than have room
 */
public record BranchesPage(List<Line> lines, boolean more) {
  /** A page has room for so many. */
  static final int MOST = 200;

  /**
   * A branch and its newest run.
   *
   * @param report where its standing report is
   * @param verdict a word that is also its colour
   */
  public record Line(
      String branch, String report, String run, String name, String verdict, String finished) {}

  static BranchesPage of(List<BranchRows.Stands> standing) {
    return new BranchesPage(
        standing.stream().limit(MOST).map(BranchesPage::line).toList(), standing.size() > MOST);
  }

  private static Line line(BranchRows.Stands stands) {
    return new Line(
        stands.branch().toString(),
        stands.branch().address(),
        stands.run().value(),
        stands.name().isBlank() ? stands.run().value() : Words.bounded(stands.name(), 200),
        stands.verdict().word(),
        Words.at(stands.finished()));
  }
}
