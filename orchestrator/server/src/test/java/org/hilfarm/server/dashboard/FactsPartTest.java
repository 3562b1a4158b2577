package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.report.Tested;
import org.hilfarm.wire.runapi.CheckView;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;

class FactsPartTest {
  private static final String HEAD = "a".repeat(40);
  private static final String MERGED = "b".repeat(40);
  private static final String HOSTILE = "x</td><script>alert(1)</script>";

  private static Tested tested(Optional<String> merged, Image... images) {
    return new Tested(
        Optional.of(new PullRequest("Adafruit/CircuitPython", 7, HEAD)),
        merged,
        "0123456789",
        List.of(images),
        Optional.of(new Branch("adafruit/circuitpython", "main")));
  }

  private static Image image(String fileName) {
    return new Image(
        TestData.PICO.id(),
        ImageFormat.UF2,
        fileName,
        Sha256.of(new byte[] {1}),
        2_049,
        new Banner(
            "10.1.0", "2026-11-22", "Raspberry Pi Pico with rp2040", Firmware.CIRCUITPYTHON));
  }

  private static String page(RunView run, Tested tested) {
    return Pages.run(run, Optional.empty(), Optional.of(tested)).replace("<wbr>", "");
  }

  @Test
  void a_run_names_exactly_what_it_tests() {
    assertThat(page(SampleViews.blocked(), tested(Optional.of(MERGED), image("firmware.uf2"))))
        .contains("<dt>Pull request</dt><dd class=\"mono\">adafruit/circuitpython#7</dd>")
        .contains("<dt>Head</dt><dd class=\"mono\">" + HEAD)
        .contains("<dt>Branch</dt><dd class=\"mono\">adafruit/circuitpython/main")
        .contains("href=\"/reports/branches/adafruit~circuitpython~main/\"")
        .contains("<dt>Built from</dt><dd class=\"mono\">" + MERGED)
        .contains(Sha256.of(new byte[] {1}).value(), "firmware.uf2", "10.1.0", "3 KiB");
    assertThat(page(SampleViews.blocked(), tested(Optional.of(HEAD)))).doesNotContain("Built from");
  }

  @Test
  void a_finished_run_can_be_taken_away_and_one_under_way_not_yet() {
    assertThat(page(SampleViews.blocked(), tested(Optional.empty())))
        .contains("/api/v1/runs/r-2/junit.xml", "/api/v1/runs/r-2/ctrf.json")
        .contains("/api/v1/runs/r-2/allure-results.zip", "/api/v1/runs/r-2/transcripts.zip");
    assertThat(page(SampleViews.running(), tested(Optional.empty())))
        .doesNotContain("Downloads", "junit.xml");
  }

  @Test
  void what_github_was_told_is_told_with_what_it_did_not_take() {
    RunView told =
        SampleViews.blocked()
            .with(
                List.of(
                    check("hil-test / gate", "sent", Optional.of("failure"), Optional.empty()),
                    check("hil-test / pico", "error", Optional.empty(), Optional.of(HOSTILE))));
    assertThat(page(told, tested(Optional.empty())))
        .contains("What GitHub was told", "hil-test / gate", "failure", "GitHub has it as it is")
        .contains("GitHub did not take it, 3 times", "none yet", "&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
    assertThat(page(SampleViews.blocked(), tested(Optional.empty()))).doesNotContain("What GitHub");
  }

  private static CheckView check(
      String name, String state, Optional<String> conclusion, Optional<String> trouble) {
    return new CheckView(name, HEAD, state, conclusion, Optional.of(9L), 3, trouble);
  }

  @Test
  void a_file_s_name_is_text_and_never_markup() {
    assertThat(page(SampleViews.blocked(), tested(Optional.empty(), image(HOSTILE))))
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }
}
