package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Path GOLDEN =
      Path.of(
          System.getProperty("repository.root"),
          "orchestrator/server/src/test/resources/golden/dashboard");

  private static final String HOSTILE =
      "</td><script>alert(1)</script><img src=x onerror=\"alert(2)\"> ' onmouseover='x' &lt;";

  @Test
  void the_page_of_racks_is_the_golden_one() throws IOException {
    compare(
        "racks.html",
        SampleBoards.page(SampleViews.mergeable(), SampleViews.blocked(), SampleViews.running()));
  }

  @Test
  void the_pages_of_runs_are_the_golden_ones() throws IOException {
    compare("running.html", Pages.run(SampleViews.running()));
    compare("blocked.html", Pages.run(SampleViews.blocked()));
    compare("mergeable.html", Pages.run(SampleViews.mergeable()));
  }

  @Test
  void an_empty_farm_says_what_to_do_next() {
    assertThat(SampleBoards.page(List.of(), SampleViews.front()))
        .contains("./farm agent", "./farm submit DIR");
  }

  @Test
  void a_board_shows_what_it_runs_and_how_far_it_is() {
    assertThat(SampleBoards.page(SampleViews.running()))
        .contains("value=\"60\"", "script 4 of 5, i2c/target_answers", "/runs/r-3")
        .contains("should end about 12:05 UTC");
  }

  @Test
  void a_finding_against_the_firmware_outweighs_a_pass_and_a_pass_outweighs_the_rack_s_trouble() {
    Matrix matrix = Matrix.of(SampleViews.blocked());
    int pico = matrix.boardTypes().indexOf("raspberry_pi_pico");
    int magtag = matrix.boardTypes().indexOf("adafruit_magtag_2.9_grayscale");
    assertThat(cell(matrix, "watchdog/reset_bites", pico))
        .isEqualTo(new Matrix.Cell("raspberry_pi_pico", "passed", "2 attempts", "WATCHDOG"));
    assertThat(cell(matrix, "watchdog/reset_bites", magtag).status()).isEqualTo("failed");
    assertThat(cell(matrix, "i2c/target_answers", magtag).status()).isEqualTo("not-applicable");
  }

  @Test
  void controls_and_emulated_boards_do_not_stand_in_for_the_build_on_a_board() {
    RunView run = SampleViews.marked();
    Matrix matrix = Matrix.of(run);
    int pico = matrix.boardTypes().indexOf("raspberry_pi_pico");
    assertThat(cell(matrix, "heap/reload_keeps_heap", pico).status()).isEqualTo("failed");
    assertThat(cell(matrix, "i2c/target_answers", pico).note()).isEqualTo("emulated only");
    assertThat(Pages.run(run)).contains("control of attempt 1 of job r-2-1", "attempt 1, emulated");
  }

  @Test
  void a_required_pair_without_a_result_is_missing_once_the_run_is_done() {
    Matrix done = Matrix.of(SampleViews.undecided());
    Matrix running = Matrix.of(SampleViews.running());
    assertThat(statuses(done)).contains("missing").doesNotContain("waiting");
    assertThat(statuses(running)).contains("waiting").doesNotContain("missing");
  }

  @Test
  void every_pair_of_the_plan_is_in_the_matrix_before_any_board_has_said_a_word() {
    Matrix matrix = Matrix.of(SampleViews.queued());
    assertThat(matrix.rows()).hasSize(5);
    assertThat(statuses(matrix)).containsOnly("waiting", "not-applicable");
    assertThat(cell(matrix, "i2c/target_answers", 0))
        .isEqualTo(
            new Matrix.Cell(
                "adafruit_magtag_2.9_grayscale",
                "not-applicable",
                "no slot of this type has the ability i2c-target"));
  }

  @Test
  void a_script_s_own_fault_outweighs_a_pass_as_in_the_verdict() {
    Matrix matrix = Matrix.of(SampleViews.scriptAtFault());
    assertThat(cell(matrix, "heap/reload_keeps_heap", 1).status()).isEqualTo("failed");
  }

  @Test
  void what_anybody_says_is_text_and_never_markup() {
    var hostile =
        SampleViews.named(HOSTILE, List.of(HOSTILE), Optional.of("javascript:alert(document)"));
    for (String page :
        List.of(Pages.run(hostile), SampleBoards.page(hostile), Pages.notFound(HOSTILE))) {
      assertThat(page)
          .contains("&lt;script&gt;alert(1)")
          .doesNotContain("<script>alert", "<img src=x", "javascript:");
      assertThat(page.replaceAll("\"[^\"]*\"", "\"\"")).doesNotContainPattern("<[a-z][^>]*\\son");
    }
  }

  @Test
  void a_page_has_no_script_or_style_of_its_own() {
    assertThat(Pages.run(SampleViews.blocked()))
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContain("style=", "<style");
    assertThat(PageHeaders.page().get("Content-Security-Policy"))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void what_turns_a_text_around_or_means_something_to_a_terminal_is_left_out() {
    var turned = SampleViews.named("a\u202egnp.exe\u001b]52;", List.of(), Optional.empty());
    assertThat(Pages.run(turned)).contains("a gnp.exe ]52;").doesNotContain("\u202e", "\u001b");
    assertThat(Pages.notFound("the run \u202e1")).doesNotContain("\u202e");
  }

  @Test
  void a_page_is_live_until_the_report_is_there_since_that_comes_after_the_verdict() {
    String live = "data-events=\"/api/v1/runs/";
    assertThat(Pages.run(SampleViews.named("judged", List.of(), Optional.empty()))).contains(live);
    assertThat(Pages.run(SampleViews.named("told", List.of(), Optional.of("/reports/r-9/"))))
        .doesNotContain(live, "live.js");
  }

  @Test
  void endless_text_is_cut() {
    String page = Pages.run(SampleViews.named("x".repeat(1_000_000), List.of(), Optional.empty()));
    assertThat(page.length()).isLessThan(20_000);
  }

  @Test
  void every_asset_a_page_names_is_there() {
    String page = Pages.run(SampleViews.running());
    assertThat(page).contains(Assets.address("farm.css"), Assets.address("live.js"));
    assertThat(Assets.find("farm.css")).isPresent();
    assertThat(Assets.find("../Pages.class")).isEmpty();
  }

  private static Matrix.Cell cell(Matrix matrix, String script, int column) {
    return matrix.rows().stream()
        .filter(r -> r.script().equals(script))
        .findFirst()
        .orElseThrow()
        .cells()
        .get(column);
  }

  private static List<String> statuses(Matrix matrix) {
    return matrix.rows().stream()
        .flatMap(r -> r.cells().stream())
        .map(Matrix.Cell::status)
        .toList();
  }

  /** Assets' versions are left out, so that a new colour does not change every page. */
  private static void compare(String name, String seen) throws IOException {
    String page = seen.replaceAll("\\?v=[0-9a-f]{12}", "");
    Path golden = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, page);
    }
    assertThat(page).isEqualTo(Files.readString(golden));
  }
}
