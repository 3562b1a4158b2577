package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.report.FromGitHub;

/**
 * What the page of GitHub's deliveries and gates shows.
 *
 * @param state which deliveries are shown; empty: all
 * @param summary how many wait and were put aside, in words
 * @param deliveries the newest first
 * @param gates the newest first
 */
public record GitHubPage(
    String state, String summary, List<Delivery> deliveries, List<Gate> gates) {
  /** What can be asked for. */
  static final List<String> STATES = List.of("waiting", "done", "aside");

  private static final int WORD = 120;
  private static final int SENTENCE = 400;
  private static final int SHORT_SHA = 10;

  /** Something GitHub told, and what came of it. */
  public record Delivery(
      String came, String event, String state, String said, String tries, String id) {}

  /**
   * Where a commit is on its way.
   *
   * @param tone a state of its look
   */
  public record Gate(
      String came, String commit, String state, String tone, String reason, Optional<String> run) {}

  static GitHubPage of(String state, FromGitHub told) {
    return new GitHubPage(
        state,
        "%d waiting, %d put aside; the newest %d are shown."
            .formatted(told.waiting(), told.aside(), told.deliveries().size()),
        told.deliveries().stream().map(GitHubPage::delivery).toList(),
        told.gates().stream().map(g -> gate(g, told.repositories())).toList());
  }

  /** What the filter offers. */
  public static List<String> states() {
    return STATES;
  }

  private static Delivery delivery(DeliveryRow row) {
    return new Delivery(
        Words.at(row.came()),
        Words.bounded(row.event(), WORD),
        row.state(),
        Words.bounded(row.said(), SENTENCE),
        row.tries() > 1 ? Words.count(row.tries(), "try").replace("trys", "tries") : "",
        Words.bounded(row.id(), WORD));
  }

  private static Gate gate(GateRow row, Map<Long, String> repositories) {
    String repository =
        repositories.getOrDefault(
            row.commit().repository(), "repository " + row.commit().repository());
    String sha = row.commit().sha();
    String pull =
        row.pullRequest().isPresent() ? " #" + row.pullRequest().getAsInt() : " " + kind(row);
    return new Gate(
        Words.at(row.came()),
        Words.bounded(repository, WORD)
            + pull
            + " at "
            + sha.substring(0, Math.min(SHORT_SHA, sha.length())),
        Words.lower(row.state()).replace('_', ' '),
        tone(row.state()),
        Words.bounded(row.reason(), SENTENCE),
        row.run().map(RunId::value));
  }

  private static String kind(GateRow row) {
    return Words.lower(row.kind()).replace('_', ' ');
  }

  private static String tone(GateRow.State state) {
    return switch (state) {
      case BUILDING, DUE, RUN -> "waiting";
      case UNAPPROVED, TIMED_OUT -> "undecided";
      case SKIPPED, CANCELLED -> "cancelled";
      case FAILED -> "failed";
    };
  }
}
