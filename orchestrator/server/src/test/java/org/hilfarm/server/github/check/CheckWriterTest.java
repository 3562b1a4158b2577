package org.hilfarm.server.github.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.github.check.Views.FEATHER;
import static org.hilfarm.server.github.check.Views.HEAP;
import static org.hilfarm.server.github.check.Views.PICO;
import static org.hilfarm.server.github.check.Views.WATCHDOG;
import static org.hilfarm.server.github.check.Views.ended;
import static org.hilfarm.server.github.check.Views.known;
import static org.hilfarm.server.github.check.Views.only;
import static org.hilfarm.server.github.check.Views.pair;
import static org.hilfarm.server.github.check.Views.passed;
import static org.hilfarm.server.github.check.Views.reason;
import static org.hilfarm.server.github.check.Views.says;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.verdict.PairEnding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckWriterTest {
  private static CheckText red(String words) {
    Reason fault = reason(Blame.FIRMWARE, pair(PICO, HEAP), words);
    return CheckWriter.of(
        ended(
            new Verdict.Blocked(List.of(fault)),
            passed(pair(PICO, WATCHDOG)),
            ended(pair(PICO, HEAP), Blame.FIRMWARE, words)));
  }

  @Test
  void a_green_run_is_a_success_and_says_so_first() {
    CheckText text =
        CheckWriter.of(
            ended(new Verdict.Mergeable(2), passed(pair(PICO, HEAP)), passed(pair(FEATHER, HEAP))));

    assertThat(text.conclusion()).hasValue(CheckConclusion.SUCCESS);
    assertThat(text.status()).isEqualTo("completed");
    assertThat(text.title()).isEqualTo("2 of 2 required pairs passed");
    assertThat(text.summary())
        .startsWith("**2 of 2 required pairs passed.**")
        .contains("[Run r12](https://farm.example/runs/r12)")
        .contains("[Allure report](https://farm.example/reports/r12/)")
        .contains("| script | `feather_nrf52840_express` | `raspberry_pi_pico` |")
        .contains("| `heap/reload_keeps_heap` | ✅ passed | ✅ passed |")
        .contains("| `i2c/target_answers` |  | not applicable |")
        .contains("**Reset reasons seen**")
        .contains("* `raspberry_pi_pico`: `POWER_ON` × 1, `WATCHDOG` × 1")
        .contains("**Not covered**: no board of this farm for `trinket_m0`.");
    assertThat(text.annotations()).isEmpty();
    assertThat(text.completed()).hasValue(Views.NOON.plusSeconds(90));
  }

  @Test
  void the_firmwares_fault_is_a_failure_that_names_it() {
    CheckText text = red("The heap shrank.");

    assertThat(text.conclusion()).hasValue(CheckConclusion.FAILURE);
    assertThat(text.title())
        .isEqualTo("1 of 2 required pairs failed: heap/reload_keeps_heap on raspberry_pi_pico");
    assertThat(text.summary())
        .contains("❌ failed")
        .contains("The heap shrank. To act: the author of the change.");
    assertThat(text.text()).contains("```text\nThe heap shrank.\n```");
    assertThat(text.annotations())
        .containsExactly(
            new CheckText.Annotation(
                ".github",
                "failure",
                "heap/reload_keeps_heap on raspberry_pi_pico",
                "The heap shrank.\nWho must act: the author of the change."));
    assertThat(text.buttons()).containsExactly(Button.RERUN_FAILED, Button.RERUN_ALL);
  }

  @ParameterizedTest
  @EnumSource(
      value = Blame.class,
      names = {"SCRIPT", "RACK", "FARM"})
  void trouble_that_is_not_the_firmwares_holds_the_merge_and_is_no_failure(Blame blame) {
    CheckText text =
        CheckWriter.of(
            ended(
                new Verdict.Undecided(List.of(reason(blame, pair(PICO, HEAP), "no board"))),
                ended(pair(PICO, HEAP), blame, "no board")));

    assertThat(text.conclusion()).hasValue(CheckConclusion.TIMED_OUT);
    assertThat(text.title()).startsWith("Could not be tested").contains(blame.whoActs());
    assertThat(text.summary()).contains("holds the merge").doesNotContain("❌");
  }

  @Test
  void nothing_that_was_required_is_not_taken_for_nothing_to_test() {
    CheckText text = CheckWriter.of(ended(new Verdict.Undecided(List.of())));

    assertThat(text.conclusion()).hasValue(CheckConclusion.TIMED_OUT);
    assertThat(text.title()).isEqualTo("Could not be tested: nothing was proven");
  }

  @Test
  void what_the_run_does_not_decide_ends_as_the_intent_says() {
    assertThat(CheckWriter.of(says(new CheckIntent.NothingToTest("only docs"))).conclusion())
        .hasValue(CheckConclusion.SKIPPED);
    assertThat(CheckWriter.of(says(new CheckIntent.CallsOff("closed"))).conclusion())
        .hasValue(CheckConclusion.CANCELLED);
    assertThat(CheckWriter.of(says(new CheckIntent.NotTestable("no artifact"))).conclusion())
        .hasValue(CheckConclusion.TIMED_OUT);
    assertThat(CheckWriter.of(says(new CheckIntent.Rejected("a zip bomb"))).conclusion())
        .hasValue(CheckConclusion.FAILURE);
    CheckText needs = CheckWriter.of(says(new CheckIntent.NeedsApproval("first time")));
    assertThat(needs.conclusion()).hasValue(CheckConclusion.ACTION_REQUIRED);
    assertThat(needs.buttons()).containsExactly(Button.APPROVE);
    CheckText waits = CheckWriter.of(says(new CheckIntent.Waits("the build is under way")));
    assertThat(waits.status()).isEqualTo("queued");
    assertThat(waits.conclusion()).isEmpty();
    assertThat(waits.title()).isEqualTo("Waits: the build is under way");
  }

  @Test
  void a_cancelled_run_says_why() {
    CheckText text =
        CheckWriter.of(
            ended(new Verdict.Cancelled("superseded by run r13"), known(pair(PICO, HEAP))));

    assertThat(text.conclusion()).hasValue(CheckConclusion.CANCELLED);
    assertThat(text.title()).isEqualTo("Cancelled: superseded by run r13");
  }

  @Test
  void a_run_that_is_gone_holds_the_merge() {
    CheckText text = CheckWriter.of(says(new CheckIntent.Follows(Views.RUN)));

    assertThat(text.conclusion()).hasValue(CheckConclusion.TIMED_OUT);
  }

  @Test
  void a_run_that_waits_says_its_turn_and_when() {
    CheckText text = CheckWriter.of(Views.queued());

    assertThat(text.status()).isEqualTo("queued");
    assertThat(text.title())
        .isEqualTo(
            "Queued: position 3, 2 boards at work; may start about 12:00 and end about 12:10 UTC");
    assertThat(text.summary()).contains("⏳ waits").contains("position 3");
    assertThat(text.buttons()).isEmpty();
  }

  @Test
  void a_type_of_board_is_judged_by_its_own_pairs() {
    Reason fault = reason(Blame.FIRMWARE, pair(PICO, HEAP), "it fell");
    Subject run =
        ended(
            new Verdict.Blocked(List.of(fault)),
            ended(pair(PICO, HEAP), Blame.FIRMWARE, "it fell"),
            passed(pair(FEATHER, HEAP)),
            ended(pair(Views.PICO, WATCHDOG), Blame.RACK, "the port is dead"));

    assertThat(CheckWriter.of(only(run, PICO)).conclusion()).hasValue(CheckConclusion.FAILURE);
    CheckText feather = CheckWriter.of(only(run, FEATHER));
    assertThat(feather.conclusion()).hasValue(CheckConclusion.SUCCESS);
    assertThat(feather.title()).isEqualTo("1 of 1 required pairs passed");
    assertThat(feather.summary()).doesNotContain("raspberry_pi_pico");
    assertThat(CheckWriter.of(run).summary()).contains("the port is dead");
  }

  @Test
  void a_type_of_board_with_nothing_but_trouble_is_not_green_beside_a_red_one() {
    Reason fault = reason(Blame.FIRMWARE, pair(PICO, HEAP), "it fell");
    Subject run =
        ended(
            new Verdict.Blocked(List.of(fault)),
            ended(pair(PICO, HEAP), Blame.FIRMWARE, "it fell"),
            ended(pair(FEATHER, HEAP), Blame.RACK, "the port is dead"));

    assertThat(CheckWriter.of(only(run, FEATHER)).conclusion()).hasValue(CheckConclusion.TIMED_OUT);
    assertThat(CheckWriter.of(only(run, new BoardTypeId("another"))).conclusion())
        .hasValue(CheckConclusion.TIMED_OUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=x onerror=alert(1)>",
        "</details><script>",
        "@octocat look",
        "see #12",
        "adafruit/circuitpython#34",
        "[click](https://evil.example)",
        "![](https://evil.example/x.png)",
        "http://evil.example",
        "www.evil.example",
        "a | b",
        "**bold** __under__ ~~gone~~ `code`",
        "\u202egnp.exe",
        "\u001b[2Jgone",
        "::error::boo",
        "$x$"
      })
  void what_a_board_says_stays_words(String words) {
    CheckText text = red(words);

    String why = why(text.summary());
    assertThat(why)
        .doesNotContainPattern("(?<!\\\\)<")
        .doesNotContainPattern("@[A-Za-z]")
        .doesNotContainPattern("#[0-9]")
        .doesNotContainPattern("(?<!\\\\)[*_~|$\\[\\]`]")
        .doesNotContain("://")
        .doesNotContain("www.")
        .doesNotContain("::")
        .doesNotContain("\u202e")
        .doesNotContain("\u001b");
    assertThat(text.title()).doesNotContain("@octocat");
  }

  @Test
  void a_reason_without_an_end_is_given_one_before_who_must_act() {
    assertThat(red("a measure is outside 1 to 16").summary())
        .contains("a measure is outside 1 to 16. To act: the author of the change.");
  }

  /** The fault's own words in the list of reasons. */
  private static String why(String summary) {
    String line =
        summary
            .lines()
            .filter(l -> l.startsWith("* `heap/") && l.contains("To act"))
            .findFirst()
            .orElseThrow();
    return line.substring(line.indexOf("): ") + 3, line.indexOf(" To act"));
  }

  @Test
  void an_excerpt_cannot_end_its_own_fence() {
    String text = red("x\n````\n# mine\n```\n::error::y").text();

    assertThat(text).contains("`````text\nx\n````\n# mine\n```\n:\u200b:error::y\n`````");
  }

  @Test
  void code_with_backticks_stays_code() {
    assertThat(Markdown.code("a``b|c")).isEqualTo("```a``b\\|c```");
    assertThat(Markdown.code("`")).isEqualTo("`` ` ``");
    assertThat(Markdown.code("")).isEqualTo("` `");
    assertThat(Markdown.code("a\nb")).isEqualTo("`a b`");
  }

  @Test
  void a_commit_and_an_issue_by_its_short_name_become_no_links() {
    assertThat(Markdown.text("0123abcdef0123 GH-12"))
        .isEqualTo("0123ab\u200bcdef0123 GH\u200b\\-12");
  }

  @Test
  void a_summary_of_many_pairs_is_cut_at_whole_lines_and_says_how_much_is_missing() {
    List<PairEnding> pairs = new ArrayList<>();
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      var one = pair(new BoardTypeId("board_" + i), new ScriptId("heap/script"));
      String words = "🔥".repeat(200);
      pairs.add(ended(one, Blame.FIRMWARE, words));
      reasons.add(reason(Blame.FIRMWARE, one, words));
    }
    CheckText text = CheckWriter.of(ended(new Verdict.Blocked(reasons), pairs));

    assertThat(text.summary().getBytes(UTF_8).length).isBetween(60_000, CheckText.LIMIT);
    assertThat(text.text().getBytes(UTF_8).length).isBetween(60_000, CheckText.LIMIT);
    assertThat(text.summary())
        .startsWith("**400 of 400 required pairs failed: ")
        .containsPattern(
            "_[0-9]+ more lines do not fit here; all of it: \\[the run's"
                + " page\\]\\(https://farm.example/runs/r12\\)\\._$");
    assertThat(text.title().getBytes(UTF_8).length).isLessThanOrEqualTo(200);
    assertThat(text.annotations()).hasSize(100);
    assertThat(text.annotations())
        .allSatisfy(a -> assertThat(a.message().getBytes(UTF_8).length).isLessThan(5_000));
  }

  @Test
  void a_cut_text_holds_no_half_of_a_character() {
    assertThat(Sheet.cut("🔥🔥🔥", 9)).isEqualTo("🔥…");
    assertThat(Sheet.cut("🔥🔥", 8)).isEqualTo("🔥🔥");
  }

  @ParameterizedTest
  @EnumSource(Button.class)
  void a_button_is_as_short_as_GitHub_takes_it(Button button) {
    assertThat(button.label()).hasSizeLessThanOrEqualTo(20);
    assertThat(button.description()).hasSizeLessThanOrEqualTo(40);
    assertThat(button.identifier()).hasSizeLessThanOrEqualTo(20);
    assertThat(Button.of(button.identifier())).hasValue(button);
  }

  @ParameterizedTest
  @EnumSource(CheckConclusion.class)
  void there_are_three_buttons_at_most_and_never_one_too_many(CheckConclusion conclusion) {
    assertThat(Button.beside(Optional.of(conclusion))).hasSizeLessThanOrEqualTo(3);
    assertThat(Button.of("something else")).isEmpty();
  }
}
