package org.hilfarm.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.report.Blame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault a red script is, over every combination of what its runs may say. */
class FindingTest {
  private static List<Counts> upTo(int runs) {
    List<Counts> all = new ArrayList<>();
    for (int n = 0; n <= runs; n++) {
      for (int failed = 0; failed <= n; failed++) {
        all.add(new Counts(failed, n));
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    // here, elsewhere, base, finding
    "1/1, 0/0, 0/0, UNCOMPARED",
    "1/1, 0/1, 0/0, UNCOMPARED",
    "1/1, 1/1, 0/0, UNCOMPARED",
    "2/2, 1/1, 0/2, REGRESSION",
    "2/2, 0/0, 0/2, REGRESSION",
    "1/1, 0/0, 0/1, REGRESSION",
    "1/2, 1/1, 0/2, UNSTEADY",
    "2/2, 0/1, 0/2, UNSTEADY",
    "2/2, 0/1, 2/2, BAD_BOARD",
    "1/2, 0/1, 2/2, BAD_BOARD",
    "1/1, 0/1, 1/1, BAD_BOARD",
    "2/2, 1/1, 2/2, BOTH_FAIL",
    "1/2, 1/1, 2/2, FLAKY_SCRIPT",
    "2/2, 0/1, 1/2, FLAKY_SCRIPT",
    "1/2, 0/1, 1/2, FLAKY_SCRIPT",
    "2/2, 1/1, 1/2, FLAKY_SCRIPT",
    "2/2, 0/0, 2/2, BOARD_OR_SCRIPT",
    "1/2, 0/0, 2/2, FLAKY_SCRIPT",
  })
  void the_table_of_findings(String here, String elsewhere, String base, Finding finding) {
    assertThat(Finding.of(counts(here), counts(elsewhere), counts(base))).isEqualTo(finding);
  }

  private static Counts counts(String text) {
    String[] parts = text.split("/", 2);
    return new Counts(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  @Test
  void the_firmware_stays_to_blame_exactly_where_the_baseline_was_run_and_never_failed() {
    for (Counts here : upTo(3)) {
      for (Counts elsewhere : upTo(3)) {
        for (Counts base : upTo(3)) {
          if (here.failed() == 0) {
            continue;
          }
          Finding finding = Finding.of(here, elsewhere, base);
          assertThat(finding.blame(Blame.FIRMWARE) == Blame.FIRMWARE)
              .as("%s, %s, %s", here, elsewhere, base)
              .isEqualTo(!base.any() || base.never());
          assertThat(finding.blame(Blame.SCRIPT) == Blame.FIRMWARE).isEqualTo(base.never());
        }
      }
    }
  }

  @Test
  void a_board_is_bad_only_where_another_passes_and_it_passes_no_baseline() {
    for (Counts here : upTo(3)) {
      for (Counts elsewhere : upTo(3)) {
        for (Counts base : upTo(3)) {
          if (here.failed() > 0 && Finding.of(here, elsewhere, base) == Finding.BAD_BOARD) {
            assertThat(elsewhere.never()).isTrue();
            assertThat(base.always()).isTrue();
          }
        }
      }
    }
  }
}
