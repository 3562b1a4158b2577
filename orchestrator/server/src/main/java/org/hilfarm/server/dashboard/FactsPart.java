package org.hilfarm.server.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.server.report.Tested;
import org.hilfarm.wire.runapi.CheckView;
import org.hilfarm.wire.runapi.RunView;

/**
 * What a run's page tells beside the verdict: exactly what was tested, what can be taken away, and
 * what GitHub has of it.
 *
 * @param facts about the build
 * @param images one a type of board
 * @param downloads of a finished run
 * @param told GitHub, one a check
 * @param standing where the report of the build's branch is; empty where it is of none
 */
public record FactsPart(
    List<Fact> facts,
    List<Firmware> images,
    List<Download> downloads,
    List<Told> told,
    Optional<String> standing) {
  private static final int MOST_IMAGES = 200;

  /** Something with a name. */
  public record Fact(String name, String value) {}

  /** An image and its digest. */
  public record Firmware(
      String boardType, String file, String version, String digest, String size) {}

  /** A file for other programs or for a person's own machine. */
  public record Download(String name, String address) {}

  /**
   * A check.
   *
   * @param state how far GitHub knows it
   * @param conclusion GitHub's word; empty until it has one
   * @param trouble why GitHub did not take it the last time
   */
  public record Told(
      String check, String commit, String state, String conclusion, String trouble) {}

  static FactsPart none() {
    return new FactsPart(List.of(), List.of(), List.of(), List.of(), Optional.empty());
  }

  static FactsPart of(RunView run, Tested tested) {
    return new FactsPart(
        facts(tested),
        tested.images().stream().limit(MOST_IMAGES).map(FactsPart::firmware).toList(),
        run.state().equals("done") ? downloads("/api/v1/runs/" + run.run()) : List.of(),
        run.checks().orElse(List.of()).stream().map(FactsPart::told).toList(),
        tested.branch().filter(b -> run.state().equals("done")).map(Branch::address));
  }

  private static List<Fact> facts(Tested tested) {
    List<Fact> facts = new ArrayList<>();
    tested.change().map(PullRequest::name).ifPresent(n -> facts.add(new Fact("Pull request", n)));
    tested.change().map(PullRequest::commit).ifPresent(c -> facts.add(new Fact("Head", c)));
    tested
        .merged()
        .filter(m -> !Optional.of(m).equals(tested.change().map(PullRequest::commit)))
        .ifPresent(m -> facts.add(new Fact("Built from", m + " (the head merged into its base)")));
    tested.branch().ifPresent(b -> facts.add(new Fact("Branch", b.toString())));
    facts.add(new Fact("Scripts of the farm", Words.bounded(tested.scriptsCommit(), 200)));
    return List.copyOf(facts);
  }

  private static Firmware firmware(org.hilfarm.model.build.Image image) {
    return new Firmware(
        image.boardType().value(),
        Words.bounded(image.fileName(), 200),
        Words.bounded(image.banner().version(), 120),
        image.digest().value(),
        "%d KiB".formatted((image.bytes() + 1023) / 1024));
  }

  private static List<Download> downloads(String run) {
    return List.of(
        new Download("JUnit XML", run + "/junit.xml"),
        new Download("CTRF", run + "/ctrf.json"),
        new Download("Allure results", run + "/allure-results.zip"),
        new Download("Transcripts", run + "/transcripts.zip"));
  }

  private static Told told(CheckView check) {
    String state =
        switch (check.state()) {
          case "sent" -> "GitHub has it as it is";
          case "waiting" -> "waits to be sent";
          default -> "GitHub did not take it, " + Words.count(check.tries(), "time");
        };
    return new Told(
        Words.bounded(check.name(), 200),
        check.commit(),
        state,
        Words.bounded(check.conclusion().orElse(""), 80),
        Words.bounded(check.trouble().orElse(""), Words.REASON));
  }
}
