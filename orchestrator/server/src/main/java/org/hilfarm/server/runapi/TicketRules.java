package org.hilfarm.server.runapi;

import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.postgres.TicketRows;
import org.hilfarm.server.web.RefusedException;

/** What may be asked for with a run ticket; the rest is the farm's to find out or to allow. */
final class TicketRules {
  private TicketRules() {}

  static void check(TicketRows.Ticket ticket, Submissions.Wish wish) {
    if (ticket.bearer().suites().isEmpty()) {
      throw new RefusedException(
          403,
          "who comes with a run ticket of %s sends no files: the farm fetches builds itself (mode pull), unless board-configs/github.yaml says push: true of the repository"
              .formatted(ticket.bearer().repository()));
    }
    if (wish.baseline()) {
      throw new RefusedException(403, "baseline: a run ticket makes no baseline");
    }
    if (wish.pullRequest().isPresent()) {
      throw new RefusedException(
          403,
          "pull-request: who comes with a run ticket does not say which pull request it is; the"
              + " farm asks GitHub");
    }
    if (!ticket.bearer().suites().contains(wish.suite().value())) {
      throw new RefusedException(
          403,
          "suite: a run ticket of %s may ask for %s, not for %s"
              .formatted(
                  ticket.bearer().repository(),
                  String.join(", ", ticket.bearer().suites()),
                  wish.suite()));
    }
  }
}
