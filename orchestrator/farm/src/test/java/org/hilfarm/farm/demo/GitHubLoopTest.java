package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hilfarm.server.github.check.Button;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.hook.Delivery;
import org.hilfarm.testing.github.page.PullPage;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.MergeGroup;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may happen to a pull request, from GitHub's webhook to GitHub's check: a farm of real parts,
 * a virtual board, and a GitHub that is held to its own descriptions. One farm sees all of it.
 */
@Timeout(600)
class GitHubLoopTest {
  private static final String READER = "a-reader";
  private static final String WRITER = "a-writer";

  private final GitHubStage stage;

  GitHubLoopTest(@TempDir Path data) throws Exception {
    stage = new GitHubStage(data);
    stage.gitHub().world().permit(stage.gitHub().upstream(), READER, "read");
    stage.gitHub().world().permit(stage.gitHub().upstream(), WRITER, "write");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @TestFactory
  Stream<DynamicTest> each_commit_has_one_answer() {
    return Stream.of(
        dynamicTest(
            "a push while a board is at work cancels the old commit's run and the new is judged",
            this::push),
        dynamicTest(
            "a newcomer's build runs when a writer approves it, not a reader, and not after a push",
            this::approval),
        dynamicTest("a merge group that its workflow builds is answered on its head", this::merge),
        dynamicTest("a verdict that GitHub will not hear arrives once", this::storm),
        dynamicTest("what nobody heard while the farm was down is made up for", this::down));
  }

  private Pull opened(String branch) {
    return stage.gitHub().events().open(Opening.member("a-member", branch));
  }

  private List<RunView> runs() throws Exception {
    return stage.client().runs();
  }

  private RunView newest() throws Exception {
    return runs().getFirst();
  }

  private void push() throws Exception {
    Pull pull = opened("push");
    stage.meanwhile(unwanted -> pushed(pull, unwanted));
    stage.built(pull);
    Check old = stage.concluded(pull.headSha(), "cancelled");
    Pull now = stage.gitHub().world().pull(stage.gitHub().upstream(), pull.number()).orElseThrow();
    assertThat(old.title())
        .isEqualTo(
            "Cancelled: superseded: #%d stands at %s now"
                .formatted(pull.number(), now.headSha().substring(0, 10)));
    assertThat(newest().verdict()).contains("cancelled");
    stage.built(now);
    Check gate = stage.concluded(now.headSha(), "success");
    assertThat(gate.title()).isEqualTo("1 of 1 required pairs passed");
    assertThat(gate.text("details_url").orElseThrow()).endsWith("/runs/" + newest().run());
    assertThat(stage.concluded(pull.headSha(), "cancelled").id()).isEqualTo(old.id());
  }

  /** The board's own thread goes on once its agent knows that nobody wants its work. */
  private void pushed(Pull pull, BooleanSupplier unwanted) {
    Pull unused = stage.gitHub().events().push(pull);
    GitHubStage.awaited(
        () -> Optional.of(unwanted.getAsBoolean()).filter(told -> told), () -> "a newer commit");
  }

  private void approval() throws Exception {
    Pull pull = stage.gitHub().events().open(Opening.newcomer("a-newcomer", "approval"));
    stage.built(pull);
    Check asks = stage.concluded(pull.headSha(), "action_required");
    int before = runs().size();
    press(asks, READER);
    Check refused = stage.gate(pull.headSha(), c -> c.title().contains(READER));
    assertThat(refused.conclusion()).contains("action_required");
    assertThat(refused.title()).contains("(an approval by a-reader was refused: write is needed");
    assertThat(stage.audit())
        .contains("github:a-reader approval.refused write is needed, and GitHub says read");
    assertThat(runs()).hasSize(before);
    press(refused, WRITER);
    stage.concluded(pull.headSha(), "success");
    assertThat(runs()).hasSize(before + 1);
    assertThat(stage.audit().toString())
        .contains("github:a-writer commit.approved by button, write, #" + pull.number());
    Pull pushed = stage.built(stage.gitHub().events().push(pull));
    stage.concluded(pushed.headSha(), "action_required");
    assertThat(runs()).hasSize(before + 1);
  }

  private void press(Check check, String who) {
    stage.gitHub().events().action(check, Button.APPROVE.identifier(), who);
  }

  private void merge() throws Exception {
    Pull pull = opened("merge");
    MergeGroup group = stage.gitHub().events().enqueue(pull);
    String head = group.head().sha();
    stage.gate(head, c -> c.status().equals("queued"));
    stage.played().build(group, stage.firmware(head, Variant.GOOD));
    stage.concluded(head, "success");
    assertThat(newest().change()).isEmpty();
    assertThat(stage.gitHub().check(pull.headSha(), PullPage.GATE).flatMap(Check::conclusion))
        .isEmpty();
  }

  private void storm() throws Exception {
    Pull pull = opened("storm");
    Storm storm = stage.gitHub().storm();
    stage.meanwhile(
        unwanted ->
            storm
                .next(1, Storm.asking("PATCH", "/repos/"), new Storm.Trouble.Lost())
                .next(1, 500)
                .limited(1, 403, Duration.ofSeconds(1))
                .limited(1, 429, Duration.ofSeconds(1))
                .next(1, 403));
    stage.built(pull);
    stage.concluded(pull.headSha(), "success");
    RunView told = GitHubStage.awaited(this::told, () -> "a farm that knows that GitHub has it");
    assertThat(storm.left()).isZero();
    assertThat(storm.struck()).hasSize(5);
    assertThat(told.verdict()).contains("mergeable");
    assertThat(stage.gitHub().world().checks(stage.gitHub().upstream(), pull.headSha()))
        .singleElement()
        .satisfies(c -> assertThat(c.conclusion()).contains("success"));
  }

  private Optional<RunView> told() {
    try {
      return Optional.of(stage.client().run(newest().run()))
          .filter(
              run ->
                  run.checks().orElseThrow().stream()
                      .allMatch(c -> c.conclusion().isPresent() && c.state().equals("sent")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void down() throws Exception {
    Pull closed = opened("down-and-closed");
    stage.gate(closed.headSha(), c -> c.status().equals("queued"));
    stage.down();
    Pull unused = stage.gitHub().events().close(closed);
    Pull missed = stage.built(opened("down"));
    assertThat(stage.gitHub().deliveries().attempts().getLast())
        .satisfies(d -> assertThat(d.message().event()).isEqualTo("workflow_run"))
        .matches(d -> !d.taken());
    stage.up();
    stage.concluded(missed.headSha(), "success");
    assertThat(stage.concluded(closed.headSha(), "cancelled").title())
        .isEqualTo("Cancelled: #%d was closed".formatted(closed.number()));
    assertThat(newest().change().orElseThrow().number()).isEqualTo(missed.number());
    assertThat(runs().stream().filter(r -> isOf(r, missed))).hasSize(1);
    assertThat(stage.gitHub().deliveries().attempts()).anyMatch(Delivery::again);
  }

  private static boolean isOf(RunView run, Pull pull) {
    return run.change().filter(c -> c.number() == pull.number()).isPresent();
  }
}
